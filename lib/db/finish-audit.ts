/** The end of an audit: what is certain by now is written down, the result stands, and the decision log says what differs. */
import { auditSentence, booksDiffer, type AuditCounts } from "#lib/domain/audit-words.ts";
import { certainPairs, DIFFERENCES_MAX, type AttemptRef } from "#lib/domain/sender-audit.ts";
import type { DeliveryState } from "#lib/domain/states.ts";
import { mend } from "./audit-theirs.ts";
import type { Tx } from "./connection.ts";
import { type News, NO_NEWS } from "./obey-events.ts";
import { recordDecisions } from "./record-decisions.ts";
import { HELD, heldBy, type TakenAudit } from "./take-audit.ts";

type Orphan = { id: string; messageSid: string; delivery: DeliveryState | null; errorCode: number | null; attempt: AttemptRef | null };

/** Null when somebody else has the audit now. Its one decision is written in the same transaction, so there is never a second; `news` is to be followed after the commit. */
export async function finishAudit(tx: Tx, audit: TakenAudit, shard: number): Promise<{ counts: AuditCounts; news: News } | null> {
  const { rowCount } = await tx.query(`select from sender_audit where ${HELD} and stage = 'ours' for update`, heldBy(audit));
  if (rowCount !== 1) return null;
  const { found, news } = await settleOrphans(tx, audit, shard);
  const { rows } = await tx.query<AuditCounts>(
    `
    update sender_audit
    set stage = 'done', compared_at = app_now(), is_whole = unreadable = 0, theirs_unmatched = theirs_unmatched - $5, mended = mended + $5, due_at = null, token = null, cursor = null, failures = 0, problem = null
    where ${HELD}
    returning theirs, ours, theirs_unmatched as "theirsUnmatched", ours_unmatched as "oursUnmatched", mended, unreadable
    `,
    [...heldBy(audit), found],
  );
  await tx.query(`delete from sender_audit_seen where account_id = $1 and sender_id = $2 and day = $3::date`, [audit.accountId, audit.senderId, audit.day]);
  const [counts] = rows;
  if (!counts) return null;
  await decide(tx, audit, counts);
  return { counts, news };
}

/** What is as it should be is no decision. */
async function decide(tx: Tx, { accountId, senderId, day }: TakenAudit, counts: AuditCounts): Promise<void> {
  const { theirsUnmatched, oursUnmatched, mended } = counts;
  if (!booksDiffer(counts) && mended === 0) return;
  const reason = `Both books of ${day} were compared. ${auditSentence(counts)}`;
  await recordDecisions(tx, [{ accountId, kind: booksDiffer(counts) ? "differs" : "resolved", senderId, messages: theirsUnmatched + oursUnmatched + mended, reason }]);
}

/**
 * Gives their SID to attempts that nobody but one message of the list can have made, and that no other message can be of. The whole
 * day was walked through by now; where differences were not all kept, nothing is certain. Returns for how many this held.
 */
async function settleOrphans(tx: Tx, audit: TakenAudit, shard: number): Promise<{ found: number; news: News }> {
  const { accountId, senderId, day } = audit;
  const { rows } = await tx.query<Orphan>(
    `
    select id::text as id, message_sid as "messageSid", delivery, error_code as "errorCode", case when message_id is not null then jsonb_build_object('messageId', message_id::text, 'n', n) end as attempt
    from sender_audit_difference where account_id = $1 and sender_id = $2 and day = $3::date and kind = 'orphan' order by id
    `,
    [accountId, senderId, day],
  );
  if (rows.length === 0 || rows.length >= DIFFERENCES_MAX) return { found: 0, news: NO_NEWS };
  const certain = certainPairs(rows);
  const news = await mend(tx, accountId, certain.map(({ messageSid, delivery, errorCode, attempt }) => ({ ...attempt, messageSid, delivery: delivery ?? "queued", errorCode })), shard);
  // An attempt of which we had written down that nothing was sent stays as it is: that is for a person to see.
  const { rowCount } = await tx.query(
    `
    update sender_audit_difference d set kind = 'found' from attempt a
    where d.account_id = $1 and d.sender_id = $2 and d.day = $3::date and d.id = any($4::bigint[])
      and a.account_id = d.account_id and a.message_id = d.message_id and a.n = d.n and a.message_sid = d.message_sid and a.outcome = 'accepted'
    `,
    [accountId, senderId, day, certain.map(({ id }) => id)],
  );
  return { found: rowCount ?? 0, news };
}
