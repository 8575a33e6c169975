/** Writing down what the engine decides by itself, for people to read. Decisions alike within ten seconds are one row with a count. */
import type { DecisionKind } from "#lib/domain/decision.ts";
import type { Queryable } from "./connection.ts";

export type Decision = {
  accountId: string;
  kind: DecisionKind;
  campaignId?: string | null;
  senderId?: string | null;
  /** Where it concerns one person. */
  contactId?: string | null;
  /** How many messages it concerns; 0 where it concerns more than messages that are counted. */
  messages: number;
  /** Twilio's code, where one brought it about. */
  code?: number | null;
  /** One sentence without numbers of phones or secrets. */
  reason: string;
};

const ALIKE = `on conflict (account_id, bucket_at, kind, campaign_id, sender_id, contact_id, code, reason) do update set messages = d.messages + excluded.messages`;

/** Adds decisions in one statement; may be part of a transaction. */
export async function recordDecisions(db: Queryable, decisions: Decision[]): Promise<void> {
  if (decisions.length === 0) return;
  await db.query(
    `
    insert into decision as d (account_id, at, bucket_at, kind, campaign_id, sender_id, contact_id, messages, code, reason)
    select e."accountId", app_now(), date_bin('10 seconds', app_now_stable(), 'epoch'), e.kind, e."campaignId", e."senderId", e."contactId", sum(e.messages), e.code, e.reason
    from jsonb_to_recordset($1::jsonb) as e("accountId" uuid, kind text, "campaignId" uuid, "senderId" uuid, "contactId" bigint, messages int, code int, reason text)
    group by e."accountId", e.kind, e."campaignId", e."senderId", e."contactId", e.code, e.reason
    -- In one order, so that two workers never wait for each other in a circle.
    order by 1, 4, 5, 6, 7, 9, 10
    ${ALIKE}
    `,
    [JSON.stringify(decisions)],
  );
}

export type DecidedOn = {
  kind: DecisionKind;
  /** The CTE whose rows (account_id, campaign_id, sender_id, and contact_id with `each`) it concerns: one message each. */
  rows: string;
  /** SQL for the sentence: a literal, or the place of a parameter. */
  reason: string;
  /** One decision for each person, and not one for all together. */
  each?: boolean;
};

/** The same as one part of the statement that carries it out, so that neither is without the other. */
export function decided({ kind, rows, reason, each = false }: DecidedOn): string {
  const contact = each ? "contact_id" : "null::bigint";
  return `
  insert into decision as d (account_id, at, bucket_at, kind, campaign_id, sender_id, contact_id, messages, reason)
  select account_id, app_now(), date_bin('10 seconds', app_now_stable(), 'epoch'), '${kind}', campaign_id, sender_id, ${contact}, count(*), ${reason}
  from ${rows} group by account_id, campaign_id, sender_id${each ? ", contact_id" : ""} order by 1, 5, 6, 7
  ${ALIKE}`;
}
