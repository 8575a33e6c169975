/** Removing what nobody reads any more: old decisions and comparisons of books, and the counters that the circuit breaker has done with. */
import type { Queryable } from "./connection.ts";

/** How long a decision, and a comparison of both books, is kept, in days. */
export const DECISION_DAYS = 90;
/** How long the breaker's counters are kept, in hours: it reads a minute of them. */
const TALLY_HOURS = 1;
/** Most rows removed in one pass, of each account for decisions. */
const BATCH_MAX = 1_000;
const ACCOUNTS_MAX = 1_000;

/** One bounded pass. Returns how many rows went. Ids grow with time, so the oldest of an account stand first in its key. */
export async function sweepOldNotes(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ removed: number }>(
    `
    with old_decision as materialized (
      select oldest.account_id, oldest.id
      from (select id from account order by id limit ${ACCOUNTS_MAX}) as a
      cross join lateral (select d.account_id, d.id, d.at from decision d where d.account_id = a.id order by d.id limit ${BATCH_MAX}) as oldest
      where oldest.at < app_now_stable() - make_interval(days => ${DECISION_DAYS})
    ),
    no_decision as (delete from decision d using old_decision o where d.account_id = o.account_id and d.id = o.id returning 1),
    old_audit as materialized (
      select account_id, sender_id, day from sender_audit
      where day < (app_now_stable() at time zone 'UTC')::date - ${DECISION_DAYS} limit ${BATCH_MAX} for update skip locked
    ),
    no_audit as (delete from sender_audit k using old_audit o where k.account_id = o.account_id and k.sender_id = o.sender_id and k.day = o.day returning 1),
    old_tally as materialized (
      select account_id, campaign_id, sender_id, bucket_at, shard from sender_tally
      where bucket_at < app_now_stable() - make_interval(hours => ${TALLY_HOURS}) order by bucket_at limit ${BATCH_MAX} for update skip locked
    ),
    no_tally as (
      delete from sender_tally t using old_tally o
      where t.account_id = o.account_id and t.campaign_id = o.campaign_id and t.sender_id = o.sender_id and t.bucket_at = o.bucket_at and t.shard = o.shard returning 1
    )
    select ((select count(*) from no_decision) + (select count(*) from no_tally) + (select count(*) from no_audit))::int as removed
    `,
  );
  return rows[0]?.removed ?? 0;
}
