/** Status callbacks, written down once and applied as a join over ranks. */
import type { DeliveryState } from "#lib/domain/states.ts";
import type { Queryable } from "./connection.ts";

export type StatusEvent = {
  accountId: string;
  messageId: string;
  n: number;
  messageSid: string;
  delivery: DeliveryState;
  errorCode: number | null;
  /** The parameters as they came. */
  body: Record<string, string>;
};

/**
 * Records callbacks and applies them; resolves after the commit.
 *
 * A callback proves that the attempt was taken, so one that comes before our own settlement settles it. Delivery only
 * moves up its ranks (`greatest` over an enum in rank order), so neither order nor copies change the result, and counters
 * move by the difference that this statement itself made. A callback that names another SID than the attempt's changes nothing.
 */
export async function recordStatusEvents(db: Queryable, events: StatusEvent[], shard: number): Promise<void> {
  const values = [
    events.map((e) => e.accountId),
    events.map((e) => e.messageId),
    events.map((e) => e.n),
    events.map((e) => e.messageSid),
    events.map((e) => e.delivery),
    events.map((e) => e.errorCode),
    events.map((e) => JSON.stringify(e.body)),
    shard,
  ];
  await db.query({ name: "record-status-events", text: RECORD, values });
}

const RECORD = `
with told as materialized (
  select * from unnest($1::uuid[], $2::bigint[], $3::smallint[], $4::text[], $5::delivery_state[], $6::int[], $7::jsonb[])
    as t(account_id, message_id, n, message_sid, delivery, error_code, body)
),
written as (
  insert into provider_event (account_id, kind, dedupe_key, message_sid, body)
  select account_id, 'status', message_sid || '|' || delivery || '|' || coalesce(error_code::text, ''), message_sid, body from told
  on conflict (account_id, dedupe_key) do nothing
),
known as materialized (
  select account_id, message_id, n, message_sid, max(delivery) as delivery,
         (array_agg(error_code order by delivery desc) filter (where error_code is not null))[1] as error_code
  from told group by account_id, message_id, n, message_sid
),
found as materialized (
  select known.*, a.outcome, m.state as state_before, m.delivery as delivery_before
  from known
  join attempt a on a.account_id = known.account_id and a.message_id = known.message_id and a.n = known.n
  join message m on m.account_id = known.account_id and m.id = known.message_id
  where a.departed_at is not null and a.outcome in ('open', 'accepted', 'ambiguous', 'unconfirmed', 'assumed')
    and (a.message_sid is null or a.message_sid = known.message_sid)
  order by known.message_id
  for update of a, m
),
proved as (
  update attempt a
  set outcome = 'accepted', message_sid = found.message_sid, settled_at = coalesce(a.settled_at, app_now())
  from found
  where a.account_id = found.account_id and a.message_id = found.message_id and a.n = found.n and found.outcome <> 'accepted'
),
moved as (
  update message m
  set state = case when found.outcome <> 'accepted' then 'accepted'::sending_state else m.state end,
      delivery = greatest(m.delivery, found.delivery),
      error_code = case when found.delivery in ('failed', 'undelivered') and found.delivery >= m.delivery then found.error_code
                        when greatest(m.delivery, found.delivery) in ('delivered', 'read') then null else m.error_code end
  from found
  where m.account_id = found.account_id and m.id = found.message_id
    and (found.outcome <> 'accepted' or found.delivery > m.delivery)
  returning m.account_id, m.campaign_id, m.sender_id, m.state, m.delivery, found.state_before, found.delivery_before
)
insert into campaign_tally as t (account_id, campaign_id, bucket_at, shard, accepted, unknown, sent, delivered, read, undelivered, failed)
select account_id, campaign_id, date_bin('10 seconds', app_now_stable(), 'epoch'), $8,
       count(*) filter (where state = 'accepted' and state_before <> 'accepted'),
       -count(*) filter (where state_before = 'unknown'),
       count(*) filter (where delivery = 'sent') - count(*) filter (where delivery_before = 'sent'),
       count(*) filter (where delivery = 'delivered') - count(*) filter (where delivery_before = 'delivered'),
       count(*) filter (where delivery = 'read') - count(*) filter (where delivery_before = 'read'),
       count(*) filter (where delivery = 'undelivered') - count(*) filter (where delivery_before = 'undelivered'),
       count(*) filter (where delivery = 'failed') - count(*) filter (where delivery_before = 'failed')
from moved group by account_id, campaign_id
on conflict (account_id, campaign_id, bucket_at, shard) do update
set accepted = t.accepted + excluded.accepted, unknown = t.unknown + excluded.unknown, sent = t.sent + excluded.sent,
    delivered = t.delivered + excluded.delivered, read = t.read + excluded.read,
    undelivered = t.undelivered + excluded.undelivered, failed = t.failed + excluded.failed`;
