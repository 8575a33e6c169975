/** The provider's side of an audit: our attempts that a page of its list may speak of, and what was found in it. */
import type { KnownAttempt, ListedMessage, LostReport, NamelessAttempt, PageComparison } from "#lib/domain/sender-audit.ts";
import { keepDifferences } from "./audit-differences.ts";
import type { Queryable, Tx } from "./connection.ts";
import { recordAndObey, type News, NO_NEWS } from "./obey-events.ts";
import { HELD, heldBy, LEASED, type TakenAudit } from "./take-audit.ts";

/** Messages of one block of ids share a row. */
export const BLOCK = 1_024;
/** An attempt may have left so long before the first of the entries it is looked for, and after the last, in minutes: more than the rule that compares them allows. */
const LEFT_BESIDE_MINUTES = 5;

/** Attempts of the account that have one of these SIDs. */
export async function listKnownAttempts(db: Queryable, accountId: string, sids: string[]): Promise<KnownAttempt[]> {
  const { rows } = await db.query<KnownAttempt>(
    `
    select a.message_sid as "messageSid", a.message_id as "messageId", a.n, a.outcome = 'accepted' as "isLive", case when a.outcome = 'accepted' then m.delivery else coalesce(a.delivery, 'none') end as delivery
    from attempt a join message m on m.account_id = a.account_id and m.id = a.message_id
    where a.message_sid = any($2::text[]) and a.account_id = $1
    `,
    [accountId, sids],
  );
  return rows;
}

/** Attempts without a SID that left this sender for one of the entries' numbers at about their time. Messages are looked up by campaign and contact, the key that is unique. */
export async function listNamelessAttempts(db: Queryable, { accountId, senderId }: TakenAudit, entries: ListedMessage[]): Promise<NamelessAttempt[]> {
  const phones = [...new Set(entries.flatMap(({ to }) => to ?? []))];
  if (phones.length === 0) return [];
  const times = entries.map(({ createdAt }) => createdAt.getTime());
  const { rows } = await db.query<NamelessAttempt>(
    `
    with written_to as materialized (select id, phone from contact where account_id = $1 and phone = any($3::text[])),
    at_the_time as materialized (
      select c.account_id, c.id from campaign c
      where c.account_id = $1 and c.launched_at < $5::timestamptz + interval '${LEFT_BESIDE_MINUTES} minutes'
        and (c.finished_at is null or c.finished_at > $4::timestamptz - interval '${LEFT_BESIDE_MINUTES} minutes')
    )
    select a.message_id as "messageId", a.n, r.phone as "to", a.departed_at as "departedAt"
    from at_the_time c cross join written_to r
    join message m on m.campaign_id = c.id and m.contact_id = r.id and m.account_id = c.account_id and m.sender_id = $2
    join attempt a on a.account_id = m.account_id and a.message_id = m.id
    where a.message_sid is null and a.outcome in ('open', 'ambiguous', 'unconfirmed', 'assumed', 'released_by_person', 'not_sent')
      and a.departed_at > $4::timestamptz - interval '${LEFT_BESIDE_MINUTES} minutes' and a.departed_at < $5::timestamptz + interval '${LEFT_BESIDE_MINUTES} minutes'
    `,
    [accountId, senderId, phones, new Date(Math.min(...times)), new Date(Math.max(...times))],
  );
  return rows;
}

export type ReadPage = { comparison: PageComparison; unreadable: number; /** Null at the end of what matters of the list. */ next: string | null };

/** Writes down what a page showed, makes up for what it told us first, and moves on: all of it or nothing. Returns what is to be followed after the commit; null when somebody else has the audit now. */
export async function storePage(tx: Tx, audit: TakenAudit, { comparison, unreadable, next }: ReadPage, shard: number): Promise<News | null> {
  const { theirs, seen, unmatched, reports } = comparison;
  const { rowCount } = await tx.query(
    `
    update sender_audit
    set cursor = $5, stage = case when $5::text is null then 'ours' else 'theirs' end, pages = pages + 1, theirs = theirs + $6, theirs_unmatched = theirs_unmatched + $7, mended = mended + $8, unreadable = unreadable + $9, ${LEASED}
    where ${HELD} and stage = 'theirs' and pages = $10
    `,
    [...heldBy(audit), next, theirs, unmatched.length, reports.length, unreadable, audit.pages],
  );
  if (rowCount !== 1) return null;
  await markSeen(tx, audit, seen);
  await keepDifferences(tx, audit, [...unmatched, ...reports.map(differenceOf)]);
  return mend(tx, audit.accountId, reports, shard);
}

function differenceOf({ messageId, n, ...report }: LostReport) {
  return { kind: "report" as const, ...report, attempt: { messageId, n } };
}

/** As a callback would: the same fences, counters and join of states, and the same consequences for whoever has refused our messages. */
export async function mend(tx: Tx, accountId: string, reports: (Omit<LostReport, "at">)[], shard: number): Promise<News> {
  if (reports.length === 0) return NO_NEWS;
  return recordAndObey(tx, reports.map(({ messageId, n, messageSid, delivery, errorCode }) => ({ accountId, messageId, n, messageSid, delivery, errorCode, body: { SeenIn: "audit" }, asked: true })), shard);
}

async function markSeen(tx: Tx, { accountId, senderId, day }: TakenAudit, messageIds: string[]): Promise<void> {
  if (messageIds.length === 0) return;
  await tx.query(
    `
    insert into sender_audit_seen as s (account_id, sender_id, day, block, bits)
    select $1, $2, $3::date, id / ${BLOCK}, bit_or(set_bit(0::bit(${BLOCK}), (id % ${BLOCK})::int, 1)) from unnest($4::bigint[]) as id group by 4 order by 4
    on conflict (account_id, sender_id, day, block) do update set bits = s.bits | excluded.bits
    `,
    [accountId, senderId, day, messageIds],
  );
}
