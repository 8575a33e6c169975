/** What a code of Twilio does to more than its own message: senders and campaigns are held, a person is suppressed. */
import { knownError } from "#lib/domain/error-codes.ts";
import { type Reaction, suppressionReason } from "#lib/domain/reaction.ts";
import { recordAudit } from "./audit.ts";
import { inTransaction, poolOf, type Queryable } from "./connection.ts";
import { optOut } from "./opt-out.ts";
import { recordDecisions } from "./record-decisions.ts";

/** The message whose refusal or failure is reacted to. */
export type RefusedMessage = {
  accountId: string;
  messageId: string;
  code: number | null;
  /** One sentence without numbers or secrets. What the catalogue says of a code that it knows comes before it. */
  reason: string;
  /**
   * When it departed, in PostgreSQL's words. What a person let go on after that is not held for it: they knew better. Left
   * out for what Twilio said at once.
   */
  departedAt?: string;
  /** How many were refused alike in a row, where that brings the reaction about and not the code alone. */
  alike?: number | undefined;
};

/** `nothing`: it was so already, or the reaction concerns nobody else. */
export type Applied = { kind: "nothing" } | { kind: "applied"; counts: { senders?: number; campaigns?: number; people?: number } };

/** Holds or suppresses what the reaction names, with a line of audit for each. Doing it twice changes nothing; the first reason stays. */
export async function applyReaction(db: Queryable, message: RefusedMessage, reaction: Reaction): Promise<Applied> {
  switch (reaction.kind) {
    case "stop-account":
      return applied({ senders: await holdSenders(db, message, "whole account") });
    case "stop-sender":
      return applied({ senders: await holdSenders(db, message, "its sender") });
    case "hold-template":
      return applied({ campaigns: await holdCampaigns(db, message) });
    case "drop-recipient":
      return reaction.suppress === null ? { kind: "nothing" } : applied({ people: await suppress(db, message, reaction.suppress) });
    case "slow-down":
    case "retry-later":
    case "none":
      return { kind: "nothing" };
  }
}

function applied(counts: { senders?: number; campaigns?: number; people?: number }): Applied {
  return Object.values(counts).every((count) => count === 0) ? { kind: "nothing" } : { kind: "applied", counts };
}

/** Why something is held, as it is shown to people. */
function reasonOf({ code, reason, alike }: RefusedMessage): string {
  if (code === null) return reason;
  const coded = `${knownError(code)?.meaning ?? reason} (${code})`;
  return alike === undefined ? coded : `The last ${alike} messages were all refused alike, whoever they were for: ${coded}`;
}

/** More senders than any installation has. */
const SENDERS_MAX = 1_000;

/** Stops senders at their next claim; a hold that is there already stays, with its reason. Returns how many were stopped. */
async function holdSenders(db: Queryable, message: RefusedMessage, which: "whole account" | "its sender"): Promise<number> {
  return inTransaction(async (tx) => {
    const reason = reasonOf(message);
    const { rows } = await tx.query<{ senderId: string }>(HOLD_SENDERS, [message.accountId, message.messageId, reason, message.code, which === "whole account", message.departedAt ?? null]);
    await recordDecisions(tx, rows.map(({ senderId }) => ({ accountId: message.accountId, kind: "held", senderId, messages: 0, code: message.code, reason })));
    return rows.length;
  }, poolOf(db));
}

const HOLD_SENDERS = `
    with held as (
      update sender_gate g set hold_reason = $3
      where g.account_id = $1 and g.hold_reason is null and g.sender_id in (
        select o.sender_id from sender_gate o
        where o.account_id = $1 and o.hold_reason is null
          and ($5 or o.sender_id = (select m.sender_id from message m where m.account_id = $1 and m.id = $2))
          and not exists (select 1 from audit_event e where e.account_id = $1 and e.at > $6::timestamptz and e.action = 'sender.hold-lifted' and e.subject_id = o.sender_id::text)
        order by o.sender_id limit ${SENDERS_MAX}
        for update of o
      )
      returning g.sender_id
    ),
    noted as (
      insert into audit_event (account_id, actor_id, action, subject_kind, subject_id, detail, at)
      select $1, null, 'sender.held', 'sender', sender_id::text, jsonb_build_object('reason', $3::text, 'code', $4::int), app_now() from held order by sender_id
    )
    select sender_id as "senderId" from held`;

/** More campaigns than run with one template at a time. */
const CAMPAIGNS_MAX = 1_000;

/** Holds every running campaign with the template of this message: one that is only scheduled would run at once when it is resumed. Returns how many. */
async function holdCampaigns(db: Queryable, message: RefusedMessage): Promise<number> {
  return inTransaction(async (tx) => {
    const reason = reasonOf(message);
    const { rows } = await tx.query<{ campaignId: string }>(HOLD_CAMPAIGNS, [message.accountId, message.messageId, reason, message.code, message.departedAt ?? null]);
    await recordDecisions(tx, rows.map(({ campaignId }) => ({ accountId: message.accountId, kind: "held", campaignId, messages: 0, code: message.code, reason })));
    return rows.length;
  }, poolOf(db));
}

const HOLD_CAMPAIGNS = `
    with theirs as (
      select other.id
      from message m
      join campaign c on c.account_id = m.account_id and c.id = m.campaign_id
      join campaign other on other.account_id = c.account_id and other.template_id = c.template_id
      where m.account_id = $1 and m.id = $2 and other.state = 'running'
        -- One that was launched later has messages of its own to say so, should it be so still.
        and ($5::timestamptz is null or other.id = c.id or other.launched_at is null or other.launched_at <= $5)
        and not exists (select 1 from audit_event e where e.account_id = $1 and e.at > $5 and e.action = 'campaign.resumed' and e.subject_id = other.id::text)
      order by other.id limit ${CAMPAIGNS_MAX}
      -- One that somebody is moving at this moment is left: its next message brings the reaction again.
      for no key update of other skip locked
    ),
    held as (
      update campaign c set state = 'held', updated_at = app_now() from theirs where c.account_id = $1 and c.id = theirs.id
      returning c.id
    ),
    noted as (
      insert into audit_event (account_id, actor_id, action, subject_kind, subject_id, detail, at)
      select $1, null, 'campaign.held', 'campaign', id::text, jsonb_build_object('from', 'running', 'to', 'held', 'reason', $3::text, 'code', $4::int), app_now()
      from held order by id
    )
    select id as "campaignId" from held`;

/**
 * Puts the person of this message on the suppression list. A contact has one consent for everything that an account sends,
 * so whoever stopped marketing gets nothing else either: the reason says which of the two it was. Returns 1, or 0 when they were on it.
 */
async function suppress(db: Queryable, message: RefusedMessage, scope: "marketing" | "all"): Promise<number> {
  const { accountId, messageId, code } = message;
  const { rows } = await db.query<{ contactId: string; phone: string }>(
    `select r.id as "contactId", r.phone from message m join contact r on r.account_id = m.account_id and r.id = m.contact_id where m.account_id = $1 and m.id = $2`,
    [accountId, messageId],
  );
  const [person] = rows;
  if (!person) return 0;
  return inTransaction(async (tx) => {
    if (!(await optOut(tx, { accountId, phone: person.phone, reason: suppressionReason(code, scope), source: "callback" }))) return 0;
    await recordAudit(tx, { accountId, actorId: null, action: "contact.opted-out", subjectKind: "contact", subjectId: person.contactId, detail: { code, scope } });
    return 1;
  }, poolOf(db));
}
