/** Attempts whose worker is gone: given back when they certainly did not leave, marked ambiguous when they may have. */
import type { Queryable } from "./connection.ts";
import { decided } from "./record-decisions.ts";
import { acceptProved, provedBefore, releasedBefore } from "./released-before.ts";

/** A claim is never sent later than the lateness guard after its slot; this is far beyond it, in seconds. */
const UNDEPARTED_AFTER_SECONDS = 3;
/** The HTTP time-out of 15 s and as much again, in seconds. */
const UNSETTLED_AFTER_SECONDS = 30;
/** What is given back moves no counter, but for the hardly ever that the first try was proved; those are counted in a share of their own. */
const REAPERS_SHARD = 0;
/** Most attempts looked at in one pass. One whose message somebody holds just then waits for a later pass, and keeps no other from its own. */
const BATCH_MAX = 1_000;

/**
 * Puts messages back in the queue whose attempt was claimed and never marked as departed: no byte can have left, because
 * the mark is committed first, and a worker that wakes up later is refused the mark. Returns how many.
 */
export async function returnUndeparted(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ returned: number }>(RETURN_UNDEPARTED, ["The worker stopped before it could send.", UNDEPARTED_AFTER_SECONDS]);
  return rows[0]?.returned ?? 0;
}

/**
 * Puts messages back in the queue that a process marked as departing and, as the machine it ran on can prove, never sent:
 * it is dead, and its log of what may have left (`message-n`) does not name them. Returns how many.
 */
export async function returnUnsent(db: Queryable, dead: { worker: string; mayHaveLeft: Set<string> }): Promise<number> {
  const { rows } = await db.query<{ returned: number }>(RETURN_UNSENT, ["The worker was killed before it could send.", dead.worker, [...dead.mayHaveLeft]]);
  return rows[0]?.returned ?? 0;
}

const giveBack = (open: string) => `
  with dead as materialized (
    select a.account_id, a.message_id, a.n from attempt a join message m on m.account_id = a.account_id and m.id = a.message_id
    where a.outcome = 'open' and ${open}
    order by a.slot_at limit ${BATCH_MAX}
    for update of a, m skip locked
  ),
  ${releasedBefore("dead")},
  given_up as (
    update attempt a set outcome = 'not_sent', settled_at = app_now(), detail = $1
    from dead where a.account_id = dead.account_id and a.message_id = dead.message_id and a.n = dead.n
    returning a.account_id, a.message_id, (${provedBefore("dead")}) as proved_n
  ),
  ${acceptProved("given_up")},
  moved as (
    update message m set state = (case when given_up.proved_n is null then 'queued' else 'accepted' end)::sending_state from given_up
    where m.account_id = given_up.account_id and m.id = given_up.message_id and m.state = 'sending'
    returning m.account_id, m.campaign_id, m.sender_id, m.state
  ),
  requeued as (select * from moved where state = 'queued'),
  counted as (
    insert into campaign_tally as t (account_id, campaign_id, bucket_at, shard, accepted)
    select account_id, campaign_id, date_bin('10 seconds', app_now_stable(), 'epoch'), ${REAPERS_SHARD}, count(*)
    from moved where state = 'accepted' group by account_id, campaign_id order by account_id, campaign_id
    on conflict (account_id, campaign_id, bucket_at, shard) do update set accepted = t.accepted + excluded.accepted
  ),
  noted as (${decided({ kind: "given-back", rows: "requeued", reason: "$1" })})
  select count(*)::int as returned from requeued`;
const RETURN_UNDEPARTED = giveBack("a.departed_at is null and a.slot_at < app_now_stable() - make_interval(secs => $2)");
const RETURN_UNSENT = giveBack("a.departed_at is not null and a.worker = $2 and not a.message_id || '-' || a.n = any($3::text[])");

/**
 * Marks as ambiguous what departed and was never settled. It is never sent again by itself: a late callback, or a person,
 * says what became of it. Returns how many.
 */
export async function markAmbiguous(db: Queryable, shard: number): Promise<number> {
  const { rows } = await db.query<{ marked: number }>(
    `
    with dead as materialized (
      select a.account_id, a.message_id, a.n from attempt a join message m on m.account_id = a.account_id and m.id = a.message_id
      where a.outcome = 'open' and a.departed_at is not null and a.slot_at < app_now_stable() - make_interval(secs => $1)
      order by a.slot_at limit $2
      for update of a, m skip locked
    ),
    given_up as (
      update attempt a set outcome = 'ambiguous', settled_at = app_now(), detail = 'The worker stopped after the request had left.'
      from dead where a.account_id = dead.account_id and a.message_id = dead.message_id and a.n = dead.n
      returning a.account_id, a.message_id
    ),
    moved as (
      update message m set state = 'unknown' from given_up
      where m.account_id = given_up.account_id and m.id = given_up.message_id and m.state = 'sending'
      returning m.account_id, m.campaign_id
    ),
    counted as (
      insert into campaign_tally as t (account_id, campaign_id, bucket_at, shard, unknown)
      select account_id, campaign_id, date_bin('10 seconds', app_now_stable(), 'epoch'), $3, count(*)
      from moved group by account_id, campaign_id order by account_id, campaign_id
      on conflict (account_id, campaign_id, bucket_at, shard) do update set unknown = t.unknown + excluded.unknown
    )
    select count(*)::int as marked from moved
    `,
    [UNSETTLED_AFTER_SECONDS, BATCH_MAX, shard],
  );
  return rows[0]?.marked ?? 0;
}
