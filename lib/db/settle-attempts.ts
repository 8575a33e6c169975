/** Writing down what became of attempts, and counting it in the same transaction. */
import type { Queryable } from "./connection.ts";
import type { AttemptKey } from "./mark-departed.ts";
import { acceptProved, provedBefore, releasedBefore } from "./released-before.ts";

export type Settlement = AttemptKey & {
  outcome: "accepted" | "rejected" | "not_sent" | "ambiguous";
  messageSid: string | null;
  errorCode: number | null;
  /** One sentence without numbers or secrets, or null. */
  detail: string | null;
  /** For `not_sent`: how long the message waits before it may be claimed again, in milliseconds. */
  retryInMs: number;
};

/**
 * Settles attempts that are still ours and returns how many were. An attempt that a callback settled first, or that was
 * given up by the reaper and claimed anew, is left as it is: the claim token and the outcome fence it.
 *
 * Rows are locked in the order of their ids, and attempts before their messages, as ingress does, so that the two never wait
 * for each other in a circle. What was not sent does not go again when the try before it, which a person had given up, was
 * proved sent meanwhile (see released-before.ts).
 */
export async function settleAttempts(db: Queryable, settlements: Settlement[], shard: number): Promise<number> {
  const values = [
    settlements.map((s) => s.accountId),
    settlements.map((s) => s.messageId),
    settlements.map((s) => s.n),
    settlements.map((s) => s.claimToken),
    settlements.map((s) => s.outcome),
    settlements.map((s) => s.messageSid),
    settlements.map((s) => s.errorCode),
    settlements.map((s) => s.detail),
    settlements.map((s) => s.retryInMs / 1000),
    shard,
  ];
  const { rows } = await db.query<{ settled: number }>({ name: "settle-attempts", text: SETTLE, values });
  return rows[0]?.settled ?? 0;
}

const SETTLE = `
with told as (
  select * from unnest($1::uuid[], $2::bigint[], $3::smallint[], $4::uuid[], $5::attempt_outcome[], $6::text[], $7::int[], $8::text[], $9::float8[])
    as t(account_id, message_id, n, claim_token, outcome, message_sid, error_code, detail, retry_seconds)
),
mine as materialized (
  select told.*, a.departed_at
  from told
  join attempt a on a.account_id = told.account_id and a.message_id = told.message_id and a.n = told.n
  where a.claim_token = told.claim_token and (a.outcome = 'open' or (a.outcome = 'ambiguous' and told.outcome <> 'ambiguous'))
  order by told.message_id
  for update of a
),
${releasedBefore("(select * from mine where outcome = 'not_sent')")},
ours as materialized (
  select mine.*, m.state as state_before, (${provedBefore("mine")}) as proved_n
  from mine join message m on m.account_id = mine.account_id and m.id = mine.message_id
  order by mine.message_id
  for update of m
),
settled as (
  update attempt a
  set outcome = ours.outcome, message_sid = ours.message_sid, error_code = ours.error_code, detail = ours.detail, settled_at = app_now()
  from ours
  where a.account_id = ours.account_id and a.message_id = ours.message_id and a.n = ours.n
  returning a.account_id, a.message_id, ours.proved_n
),
${acceptProved("settled")},
moved as (
  update message m
  set state = (case ours.outcome when 'accepted' then 'accepted' when 'rejected' then 'rejected' when 'ambiguous' then 'unknown' else case when ours.proved_n is null then 'queued' else 'accepted' end end)::sending_state,
      error_code = coalesce(ours.error_code, m.error_code),
      due_at = case when ours.outcome = 'not_sent' and ours.retry_seconds > 0 then app_now() + make_interval(secs => ours.retry_seconds) else m.due_at end
  from ours
  where m.account_id = ours.account_id and m.id = ours.message_id
  returning m.account_id, m.campaign_id, m.sender_id, m.contact_id, m.state, ours.state_before, ours.departed_at, ours.outcome
),
-- A campaign was closed while this one was unknown, and now it was not sent after all: it is open again, for the drain or, when it was cancelled, for the end of its
-- queue. Its row is locked before it is asked, so that whoever proves its end at the same moment either sees this message or is seen.
theirs as materialized (
  select c.account_id, c.id, c.finished_at
  from (select distinct account_id, campaign_id from moved where state = 'queued' and state_before = 'unknown') as back
  join campaign c on c.account_id = back.account_id and c.id = back.campaign_id
  order by c.id
  for no key update of c
),
reopened as (
  update campaign c
  set state = case when c.state = 'completed' then 'running'::campaign_state else c.state end, finished_at = null, updated_at = app_now()
  from theirs
  where c.account_id = theirs.account_id and c.id = theirs.id and theirs.finished_at is not null
),
counted as (
  insert into campaign_tally as t (account_id, campaign_id, bucket_at, shard, accepted, rejected, unknown)
  select account_id, campaign_id, date_bin('10 seconds', app_now_stable(), 'epoch'), $10,
         count(*) filter (where state = 'accepted'), count(*) filter (where state = 'rejected'),
         count(*) filter (where state = 'unknown') - count(*) filter (where state_before = 'unknown')
  from moved where state <> 'queued' or state_before = 'unknown'
  group by account_id, campaign_id order by account_id, campaign_id
  on conflict (account_id, campaign_id, bucket_at, shard) do update
  set accepted = t.accepted + excluded.accepted, rejected = t.rejected + excluded.rejected, unknown = t.unknown + excluded.unknown
),
paced as (
  insert into sender_second as t (account_id, sender_id, second_at, shard, departed)
  select account_id, sender_id, date_trunc('second', departed_at), $10, count(*)
  from moved where outcome <> 'not_sent' and departed_at is not null
  group by account_id, sender_id, date_trunc('second', departed_at) order by account_id, sender_id, 3
  on conflict (account_id, sender_id, second_at, shard) do update set departed = t.departed + excluded.departed
)
select count(*)::int as settled from settled`;
