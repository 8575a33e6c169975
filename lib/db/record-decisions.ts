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
  /** How many messages it concerns. */
  messages: number;
  /** Twilio's code, where one brought it about. */
  code?: number | null;
  /** One sentence without numbers of phones or secrets. */
  reason: string;
};

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
    on conflict (account_id, bucket_at, kind, campaign_id, sender_id, contact_id, code, reason) do update set messages = d.messages + excluded.messages
    `,
    [JSON.stringify(decisions)],
  );
}
