/** Messages that Twilio took and finally reported as failed, queued again as a new attempt; and taken back from the queue when the first arrived after all. */
import { RETRY_REASON, type RetryClass } from "#lib/domain/retry-rule.ts";
import type { Queryable } from "./connection.ts";
import { recordDecisions } from "./record-decisions.ts";

/** An attempt that failed, and what the rule says of its message. */
export type FailedAttempt = { accountId: string; messageId: string; n: number; code: number; retryClass: RetryClass; waitMs: number };

/**
 * Queues the messages of failed attempts again, within the transaction that recorded the failures and holds their rows.
 * Returns how many; the campaign's state, its end and the person's opt-out decide.
 *
 * The attempt gets the outcome `failed` and so leaves attempt_live_key: only an attempt whose end Twilio has reported makes
 * room for another, and what it reported stays with the attempt, while the message's delivery begins anew. The campaign's
 * row is locked, so that it is not closed at the same moment: one that was closed before is open again.
 */
export async function retryFailed(tx: Queryable, failed: FailedAttempt[], shard: number): Promise<number> {
  if (failed.length === 0) return 0;
  const columns = [failed.map((f) => f.accountId), failed.map((f) => f.messageId), failed.map((f) => f.n), failed.map((f) => f.code), failed.map((f) => f.retryClass), failed.map((f) => f.waitMs / 1000)];
  const { rows } = await tx.query<{ accountId: string; campaignId: string; senderId: string | null; code: number; retryClass: RetryClass; messages: number }>({ name: "retry-failed", text: RETRY, values: [...columns, shard] });
  await recordDecisions(tx, rows.map(({ retryClass, ...row }) => ({ ...row, kind: "retried" as const, reason: RETRY_REASON[retryClass] })));
  return rows.reduce((sum, { messages }) => sum + messages, 0);
}

const RETRY = `
with asked as materialized (
  select * from unnest($1::uuid[], $2::bigint[], $3::smallint[], $4::int[], $5::text[], $6::float8[]) as t(account_id, message_id, n, code, retry_class, wait_seconds)
),
theirs as materialized (
  select c.account_id, c.id, c.retry_until, c.finished_at
  from campaign c
  join (
    select distinct m.account_id, m.campaign_id from asked join message m on m.account_id = asked.account_id and m.id = asked.message_id
  ) as met on met.account_id = c.account_id and met.campaign_id = c.id
  where c.state in ('running', 'paused', 'held', 'completed')
  order by c.id
  for no key update of c
),
ripe as materialized (
  select asked.*, m.campaign_id, m.delivery, app_now() + make_interval(secs => asked.wait_seconds) as due_at,
         case when asked.retry_class = 'marketing-cap' then theirs.retry_until else m.expires_at end as ends_at
  from asked
  join attempt a on a.account_id = asked.account_id and a.message_id = asked.message_id and a.n = asked.n
  join message m on m.account_id = asked.account_id and m.id = asked.message_id
  join theirs on theirs.account_id = m.account_id and theirs.id = m.campaign_id
  join contact r on r.account_id = m.account_id and r.id = m.contact_id
  -- A report that ranks above, such as a delivery, may have come with or before this one.
  where a.outcome = 'accepted' and m.state = 'accepted' and m.delivery in ('failed', 'undelivered') and m.error_code = asked.code
    and r.opted_out_at is null and r.erased_at is null
  order by asked.message_id
  for update of a, m
),
failed as (
  update attempt a
  set outcome = 'failed', delivery = ripe.delivery, error_code = ripe.code, detail = 'Twilio took it and reported that it failed.'
  from ripe
  where a.account_id = ripe.account_id and a.message_id = ripe.message_id and a.n = ripe.n and ripe.due_at < ripe.ends_at
),
moved as (
  update message m
  set state = 'queued', delivery = 'none', retries = m.retries + 1, due_at = ripe.due_at, expires_at = greatest(m.expires_at, ripe.ends_at)
  from ripe
  where m.account_id = ripe.account_id and m.id = ripe.message_id and ripe.due_at < ripe.ends_at
  returning m.account_id, m.campaign_id, m.sender_id, ripe.code, ripe.retry_class, ripe.delivery
),
reopened as (
  update campaign c set state = 'running', finished_at = null, updated_at = app_now()
  from theirs
  where c.account_id = theirs.account_id and c.id = theirs.id and theirs.finished_at is not null
    and exists (select 1 from moved where moved.account_id = theirs.account_id and moved.campaign_id = theirs.id)
),
counted as (
  insert into campaign_tally as t (account_id, campaign_id, bucket_at, shard, accepted, undelivered, failed, retried)
  select account_id, campaign_id, date_bin('10 seconds', app_now_stable(), 'epoch'), $7,
         -count(*), -count(*) filter (where delivery = 'undelivered'), -count(*) filter (where delivery = 'failed'), count(*)
  from moved group by account_id, campaign_id order by account_id, campaign_id
  on conflict (account_id, campaign_id, bucket_at, shard) do update
  set accepted = t.accepted + excluded.accepted, undelivered = t.undelivered + excluded.undelivered, failed = t.failed + excluded.failed, retried = t.retried + excluded.retried
)
select account_id as "accountId", campaign_id as "campaignId", sender_id as "senderId", code, retry_class as "retryClass", count(*)::int as messages
from moved group by account_id, campaign_id, sender_id, code, retry_class`;

/**
 * Takes messages out of the queue again whose failed attempt is reported on once more, with what ranks above the failure:
 * they stand as if they had never been queued again, and the report applies to them like any other. Returns their ids.
 * `values` are the reports by column, and the shard of the counters. Once the new attempt is on its way, reports on the one before change nothing.
 */
export async function takeBackRetries(db: Queryable, values: unknown[]): Promise<Set<string>> {
  const { rows } = await db.query<{ messageId: string }>({ name: "take-back-retries", text: TAKE_BACK, values });
  return new Set(rows.map(({ messageId }) => messageId));
}

const TAKE_BACK = `
with told as materialized (
  -- One report for a message: that it arrived, or else the highest on its last attempt.
  select distinct on (account_id, message_id) * from unnest($1::uuid[], $2::bigint[], $3::smallint[], $4::text[], $5::delivery_state[], $6::int[])
    as t(account_id, message_id, n, message_sid, delivery, error_code)
  order by account_id, message_id, delivery in ('delivered', 'read') desc, n desc, delivery desc, error_code desc nulls last
),
back as materialized (
  select a.account_id, a.message_id, a.n, a.delivery, a.error_code, m.state as state_before
  from told
  join attempt a on a.account_id = told.account_id and a.message_id = told.message_id and a.n = told.n
  join message m on m.account_id = told.account_id and m.id = told.message_id
  where a.outcome = 'failed' and a.message_sid = told.message_sid and m.state in ('queued', 'suppressed', 'cancelled', 'expired')
    and (told.delivery in ('delivered', 'read')
      or (told.delivery, coalesce(told.error_code, 0)) > (a.delivery, coalesce(a.error_code, 0))
        and a.n = (select max(x.n) from attempt x where x.account_id = told.account_id and x.message_id = told.message_id and x.outcome = 'failed'))
  order by told.message_id
  for update of a, m
),
restored as (
  update attempt a set outcome = 'accepted', delivery = null, error_code = null, detail = null
  from back where a.account_id = back.account_id and a.message_id = back.message_id and a.n = back.n
),
moved as (
  update message m set state = 'accepted', delivery = back.delivery, error_code = back.error_code, suppression = null, retries = m.retries - 1
  from back where m.account_id = back.account_id and m.id = back.message_id
  returning m.account_id, m.id, m.campaign_id, m.delivery, back.state_before
),
counted as (
  insert into campaign_tally as t (account_id, campaign_id, bucket_at, shard, accepted, undelivered, failed, retried, suppressed, cancelled, expired)
  select account_id, campaign_id, date_bin('10 seconds', app_now_stable(), 'epoch'), $7,
         count(*), count(*) filter (where delivery = 'undelivered'), count(*) filter (where delivery = 'failed'), -count(*),
         -count(*) filter (where state_before = 'suppressed'), -count(*) filter (where state_before = 'cancelled'), -count(*) filter (where state_before = 'expired')
  from moved group by account_id, campaign_id order by account_id, campaign_id
  on conflict (account_id, campaign_id, bucket_at, shard) do update
  set accepted = t.accepted + excluded.accepted, undelivered = t.undelivered + excluded.undelivered, failed = t.failed + excluded.failed, retried = t.retried + excluded.retried,
      suppressed = t.suppressed + excluded.suppressed, cancelled = t.cancelled + excluded.cancelled, expired = t.expired + excluded.expired
)
select id::text as "messageId" from moved`;
