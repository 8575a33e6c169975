/** What became of a scenario's messages: one fate per message, and everything that follows from it, written in sets. */
import type { CampaignRef } from "./campaign-writes.ts";
import type { Tx } from "./connection.ts";

/** Shares are from 0 to 1. Which person meets which fate follows from the number and the campaign's name alone. */
export type Fate = {
  /** Of what left: refused by Twilio at once, and lost from sight. */
  rejected: number;
  unknown: number;
  /** Of what Twilio accepted. The rest is delivered and not read. `silent` stays at "sent" for ever. */
  failed: number;
  undelivered: number;
  silent: number;
  read: number;
  /** One is drawn for each failure; name a code twice and it is twice as likely. */
  failureCodes: number[];
  refusals: { code: number; reason: string }[];
};

export type History = CampaignRef & {
  fate: Fate;
  /** Messages per second of each sender; null for the rates that are set now. */
  perSecond: number | null;
  /** Nothing leaves after so many minutes; null when nothing stopped it. */
  stopAfterMinutes: number | null;
  /** What becomes of messages that did not leave: cancelled at the stop, or expired at their end. */
  rest: "queued" | "cancelled" | "expired";
};

/** No worker draws this share of the counters: theirs are below it, and 0 belongs to opt-outs. */
const SEED_SHARD = 1_024;
/** What left so lately may still be on its way, in seconds. */
const SETTLED_AFTER_SECONDS = 2;
/** Messages that one claim takes. */
const CLAIM_SIZE = 40;

/**
 * Plays the history of a launched campaign up to now: whoever's turn has come is sent to, and every report that would have
 * come by now has come. What happens later is not written, so a campaign of five minutes ago looks like one. Attempts,
 * reports, counters and departures all come from the same table of fates, so that they agree. Call it once for a campaign.
 */
export async function playHistory(tx: Tx, history: History): Promise<void> {
  const { accountId, campaignId, fate } = history;
  await tx.query(FATES, [accountId, campaignId, history.perSecond, history.stopAfterMinutes, JSON.stringify(fate), history.rest]);
  await tx.query(`analyze fate`);
  for (const statement of [REPORTS, MESSAGES, DEPARTURES]) await tx.query(statement, [accountId]);
  for (const statement of [ATTEMPTS, TALLIES, ENDING]) await tx.query(statement, [accountId, campaignId]);
  await tx.query(`drop table fate`);
}

/** A number from 0 to 1 that depends on the person, the campaign and what it is for. */
const chance = (what: string) => `((hashtextextended(phone || '/' || campaign || '/${what}', 0) & 2147483647)::float8 / 2147483648)`;
/** Mostly soon and sometimes much later, with this mean. */
const wait = (what: string, seconds: number) => `make_interval(secs => -ln(1 - ${chance(what)}) * ${seconds})`;
/** A phone that is on hears within seconds; one in six is off or abroad and hears within hours. */
const ARRIVAL = `case when ${chance("phone is on")} < 0.83 then interval '400 milliseconds' + ${wait("arrival", 3)} else ${wait("arrival", 2_400)} end`;

/**
 * A table that nobody else sees, because its transaction drops it. Not a temporary one: a session that had one refuses what
 * an import sets on it later. Rows are locked in their order, past those that a worker has in hand.
 */
const FATES = `
create unlogged table fate as
with plan as materialized (
  select c.name as campaign, c.launched_at, statement_timestamp() as now, $5::jsonb as fate,
         case when $6::text = 'expired' then c.expires_at else c.launched_at + make_interval(mins => $4::int) end as dropped_at,
         least(statement_timestamp() - interval '${SETTLED_AFTER_SECONDS} seconds', c.launched_at + make_interval(mins => $4::int)) as until
  from campaign c where c.account_id = $1 and c.id = $2
),
waiting as materialized (
  select m.id, m.sender_id, r.phone, coalesce($3::float8, g.mps) as mps
  from message m
  join contact r on r.account_id = m.account_id and r.id = m.contact_id
  join sender_gate g on g.sender_id = m.sender_id
  where m.account_id = $1 and m.campaign_id = $2 and m.state = 'queued'
  order by m.id
  for update of m skip locked
),
turn as (
  select waiting.*, plan.*, row_number() over (partition by sender_id order by id) - 1 as place,
         plan.launched_at + (row_number() over (partition by sender_id order by id) - 1) * interval '1 second' / mps as slot_at
  from waiting cross join plan
),
sent as (
  select turn.*, slot_at + interval '3 milliseconds' as departed_at,
         slot_at + interval '70 milliseconds' + ${chance("answer")} * interval '180 milliseconds' as settled_at,
         case when ${chance("taken")} < (fate ->> 'rejected')::float8 then 'rejected'
              when ${chance("taken")} < (fate ->> 'rejected')::float8 + (fate ->> 'unknown')::float8 then 'unknown' else 'accepted' end as state,
         ${chance("end")} as drawn
  from turn where slot_at <= until
),
ended as (
  select sent.*,
         case when state <> 'accepted' then 'none'
              when drawn < (fate ->> 'failed')::float8 then 'failed'
              when drawn < (fate ->> 'failed')::float8 + (fate ->> 'undelivered')::float8 then 'undelivered'
              when drawn < (fate ->> 'failed')::float8 + (fate ->> 'undelivered')::float8 + (fate ->> 'silent')::float8 then 'sent'
              when drawn < (fate ->> 'failed')::float8 + (fate ->> 'undelivered')::float8 + (fate ->> 'silent')::float8 + (fate ->> 'read')::float8 then 'read'
              else 'delivered' end as ending,
         settled_at + interval '300 milliseconds' + ${wait("sent", 1)} as sent_at
  from sent
),
travelled as (
  select ended.*, sent_at + ${ARRIVAL} as arrived_at, sent_at + ${wait("failure", 20)} as failed_at from ended
),
-- What has not happened by now has no moment.
told as (
  select travelled.*,
         case when ending in ('sent', 'undelivered', 'delivered', 'read') and sent_at <= now then sent_at end as told_sent_at,
         case when ending in ('delivered', 'read') and arrived_at <= now then arrived_at end as told_arrived_at,
         case when ending = 'read' and arrived_at + ${wait("read", 2_100)} <= now then arrived_at + ${wait("read", 2_100)} end as told_read_at,
         case when ending in ('failed', 'undelivered') and failed_at <= now then failed_at end as told_failed_at
  from travelled
)
select id, sender_id, phone, place, slot_at, departed_at, settled_at, state::sending_state as state,
       told_sent_at as sent_at, told_arrived_at as arrived_at, told_read_at as read_at, told_failed_at as failed_at,
       (case when told_read_at is not null then 'read' when told_arrived_at is not null then 'delivered' when told_failed_at is not null then ending
             when told_sent_at is not null then 'sent' else 'none' end)::delivery_state as delivery,
       case when state = 'rejected' then fate -> 'refusals' -> floor(${chance("refusal")} * jsonb_array_length(fate -> 'refusals'))::int
            when told_failed_at is not null then jsonb_build_object('code', fate -> 'failureCodes' -> floor(${chance("failure code")} * jsonb_array_length(fate -> 'failureCodes'))::int) end as trouble,
       'SM' || md5(campaign || '/' || phone) as message_sid
from told
union all
select id, sender_id, phone, place, null, null, dropped_at, $6::text::sending_state, null, null, null, null, 'none', null, null
from turn where slot_at > until and $6::text <> 'queued' and dropped_at <= now`;

const ATTEMPTS = `
insert into attempt (account_id, message_id, n, claim_token, worker, slot_at, departed_at, outcome, message_sid, error_code, detail, settled_at)
select $1, id, 1, md5(sender_id || '/' || place / ${CLAIM_SIZE} || '/' || $2::uuid)::uuid, 'a worker of the scenario', slot_at, departed_at,
       (case state when 'unknown' then 'ambiguous' else state::text end)::attempt_outcome, case when state = 'accepted' then message_sid end,
       case when state = 'rejected' then (trouble ->> 'code')::int end,
       case state when 'unknown' then 'The worker stopped after the request had left.' when 'rejected' then trouble ->> 'reason' end, settled_at
from fate where departed_at is not null`;

/** As Twilio tells it, less what a report carries besides. */
const REPORTS = `
insert into provider_event (account_id, kind, dedupe_key, message_sid, body, received_at)
select $1, 'status', message_sid || '|' || told.status || '|' || coalesce(told.code, ''), message_sid,
       jsonb_strip_nulls(jsonb_build_object('AccountSid', account.twilio_sid, 'MessageSid', message_sid, 'MessageStatus', told.status, 'ErrorCode', told.code,
                                            'From', 'whatsapp:' || sender.phone, 'To', 'whatsapp:' || fate.phone)), at
from fate
join account on account.id = $1
join sender on sender.account_id = $1 and sender.id = fate.sender_id
cross join lateral (values (sent_at, 'sent', null), (arrived_at, 'delivered', null), (read_at, 'read', null), (failed_at, delivery::text, trouble ->> 'code')) as told(at, status, code)
where at is not null and fate.state = 'accepted'
order by at`;

const MESSAGES = `
update message m
set state = fate.state, delivery = fate.delivery, error_code = (fate.trouble ->> 'code')::int
from fate where m.account_id = $1 and m.id = fate.id`;

/** Each change of a state, when it happened: what was delivered and then read counts −1 and +1. */
const TALLIES = `
insert into campaign_tally as t (account_id, campaign_id, bucket_at, shard, accepted, rejected, unknown, cancelled, expired, sent, delivered, read, undelivered, failed)
select $1, $2, date_bin('10 seconds', at, 'epoch'), ${SEED_SHARD},
       count(*) filter (where what = 'accepted'), count(*) filter (where what = 'rejected'), count(*) filter (where what = 'unknown'),
       count(*) filter (where what = 'cancelled'), count(*) filter (where what = 'expired'),
       count(*) filter (where what = 'sent') - count(*) filter (where before = 'sent'),
       count(*) filter (where what = 'delivered') - count(*) filter (where before = 'delivered'),
       count(*) filter (where what = 'read'), count(*) filter (where what = 'undelivered'), count(*) filter (where what = 'failed')
from fate
cross join lateral (values
  (settled_at, state::text, null), (sent_at, 'sent', null), (arrived_at, 'delivered', 'sent'), (read_at, 'read', 'delivered'),
  (failed_at, delivery::text, case when sent_at is not null then 'sent' end)) as change(at, what, before)
where at is not null
group by 3`;

const DEPARTURES = `
insert into sender_second as t (account_id, sender_id, second_at, shard, departed)
select $1, sender_id, date_trunc('second', departed_at), ${SEED_SHARD}, count(*)
from fate where departed_at is not null
group by sender_id, date_trunc('second', departed_at)
on conflict (account_id, sender_id, second_at, shard) do update set departed = t.departed + excluded.departed`;

/** A campaign whose queue is empty is over, from when its last message was settled. */
const ENDING = `
update campaign c
set state = case when c.state = 'running' then 'completed'::campaign_state else c.state end, finished_at = ended.at, updated_at = ended.at
from (select coalesce(max(settled_at), app_now()) + interval '1 second' as at from fate) as ended
where c.account_id = $1 and c.id = $2 and c.state in ('running', 'cancelled')
  and not exists (select 1 from message m where m.account_id = $1 and m.campaign_id = $2 and m.state in ('queued', 'sending'))`;
