/** Status callbacks, written down once and applied as a join over ranks. */
import { PERSONAL_CODES } from "#lib/domain/circuit.ts";
import type { DeliveryState } from "#lib/domain/states.ts";
import type { CampaignRef } from "./campaign-writes.ts";
import type { Queryable } from "./connection.ts";
import { takeBackRetries } from "./retry-failed.ts";
import { takeBackReleased } from "./take-back-released.ts";

export type StatusEvent = {
  accountId: string;
  messageId: string;
  n: number;
  messageSid: string;
  delivery: DeliveryState;
  errorCode: number | null;
  /** The parameters as they came, cut to a measure. */
  body: Record<string, string>;
  /** Set when it was not told but asked for: a callback that says the same is news all the same. */
  asked?: true;
};

/** A callback that was not known before and says, by its error, something about more than its message. */
export type TellingEvent = {
  accountId: string;
  messageId: string;
  n: number;
  campaignId: string;
  senderId: string | null;
  phone: string;
  /** Of the person written to, as ISO 3166 has it. */
  country: string | null;
  errorCode: number;
  /** The codes of this message's attempts that failed before. */
  earlierCodes: number[];
  /** When its attempt departed, in PostgreSQL's words, and how long ago that is. */
  departedAt: string;
  agoSeconds: number;
};
export type RecordedEvents = {
  /** Callbacks for an attempt that is known under another SID: they are kept and change nothing. */
  otherSid: number;
  /** Callbacks for an attempt that is not there. */
  unknownAttempt: number;
  /** Callbacks for an attempt of which we had written down that nothing was sent: the proof that something was. They are kept and change nothing. */
  deniedAttempt: number;
  telling: TellingEvent[];
  /** Campaigns of which a message failed for a reason that is not its person's own. */
  troubled: CampaignRef[];
};

/**
 * Records callbacks and applies them; resolves after the commit, or, inside a transaction, before it.
 *
 * A callback proves that the attempt was taken, so one that comes before our own settlement settles it. Delivery only
 * moves up its ranks (`greatest` over an enum in rank order), and so does the error within a rank: neither order nor copies
 * change the result, and counters move by the difference that this statement itself made. A callback that names another
 * SID than the attempt's changes nothing. `tellingCodes` are the errors whose callbacks are returned. A callback for an
 * attempt that failed and whose message waits to go again counts as long as it waits: then it is as if the two had come together.
 * One for an attempt that a person had given up counts as long as the next has not left: then nobody is written to twice.
 */
export async function recordStatusEvents(db: Queryable, events: StatusEvent[], shard: number, tellingCodes: number[] = []): Promise<RecordedEvents> {
  const recorded: RecordedEvents = { otherSid: 0, unknownAttempt: 0, deniedAttempt: 0, telling: [], troubled: [] };
  for (const group of withOneSidEach(onceEach(events))) {
    const columns = columnsOf(group);
    const written = await applyGroup(db, [...columns, shard, tellingCodes, false, PERSONAL_CODES]);
    recorded.telling.push(...written.telling);
    recorded.troubled.push(...written.troubled);
    if (written.applicable === new Set(group.map(attemptOf)).size) continue;
    const { rows } = await db.query<LookedUp>({ name: "look-up-attempts", text: LOOK_UP, values: columns.slice(0, 4) });
    const { otherSid = 0, unknownAttempt = 0, deniedAttempt = 0, failedAttempt = 0, releasedAttempt = 0 } = rows[0] ?? {};
    recorded.otherSid += otherSid;
    recorded.unknownAttempt += unknownAttempt;
    recorded.deniedAttempt += deniedAttempt;
    const back = new Set([
      ...(failedAttempt > 0 ? await takeBackRetries(db, [...columns.slice(0, 6), shard]) : []),
      ...(releasedAttempt > 0 ? await takeBackReleased(db, [...columns.slice(0, 5), shard]) : []),
    ]);
    if (back.size === 0) continue;
    const again = await applyGroup(db, [...columnsOf(group.filter(({ messageId }) => back.has(messageId))), shard, tellingCodes, true, PERSONAL_CODES]);
    recorded.telling.push(...again.telling);
    recorded.troubled.push(...again.troubled);
  }
  return recorded;
}

type Written = { applicable: number; telling: TellingEvent[]; troubled: CampaignRef[] };
/** Callbacks for an attempt that made room for another: because it failed, or because a person gave it up. */
type LookedUp = Omit<RecordedEvents, "telling" | "troubled"> & { failedAttempt: number; releasedAttempt: number };

async function applyGroup(db: Queryable, values: unknown[]): Promise<Written> {
  const { rows } = await db.query<Written>({ name: "record-status-events", text: RECORD, values });
  return rows[0] ?? { applicable: 0, telling: [], troubled: [] };
}

function attemptOf({ accountId, messageId, n }: StatusEvent): string {
  return `${accountId}|${messageId}|${n}`;
}

/** Copies in one group are one event. In order of their keys, so that two who record the same do not wait for each other in a circle. */
function onceEach(events: StatusEvent[]): StatusEvent[] {
  const byKey = new Map(events.map((event) => [`${dedupeKey(event)}|${attemptOf(event)}`, event]));
  return Array.from(byKey.entries())
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, event]) => event);
}

/** An attempt has one SID: the one that comes first. Events that give it another are written afterwards, when that one stands. */
function withOneSidEach(events: StatusEvent[]): StatusEvent[][] {
  const sids = new Map<string, string>();
  const first = events.filter((event) => {
    const attempt = attemptOf(event);
    const sid = sids.get(attempt);
    if (sid === undefined) sids.set(attempt, event.messageSid);
    return sid === undefined || sid === event.messageSid;
  });
  return first.length === events.length ? [events] : [first, ...withOneSidEach(events.filter((event) => !first.includes(event)))];
}

function dedupeKey({ messageSid, delivery, errorCode, asked }: StatusEvent): string {
  return `${asked ? "asked|" : ""}${messageSid}|${delivery}|${errorCode ?? ""}`;
}

function columnsOf(events: StatusEvent[]): unknown[] {
  return [
    events.map((e) => e.accountId),
    events.map((e) => e.messageId),
    events.map((e) => e.n),
    events.map((e) => e.messageSid),
    events.map((e) => e.delivery),
    events.map((e) => e.errorCode),
    events.map((e) => JSON.stringify(e.body)),
    events.map(dedupeKey),
  ];
}

const RECORD = `
with told as materialized (
  select * from unnest($1::uuid[], $2::bigint[], $3::smallint[], $4::text[], $5::delivery_state[], $6::int[], $7::jsonb[], $8::text[])
    as t(account_id, message_id, n, message_sid, delivery, error_code, body, dedupe_key)
),
written as (
  insert into provider_event (account_id, kind, dedupe_key, message_sid, body)
  select account_id, 'status', dedupe_key, message_sid, body from told
  on conflict (account_id, dedupe_key) do nothing
  returning account_id, dedupe_key
),
known as materialized (
  select distinct on (account_id, message_id, n) account_id, message_id, n, message_sid, delivery, error_code
  from told order by account_id, message_id, n, delivery desc, error_code desc nulls last
),
found as materialized (
  select known.*, a.outcome, a.departed_at, m.contact_id, m.campaign_id, m.sender_id, m.state as state_before, m.delivery as delivery_before
  from known
  join attempt a on a.account_id = known.account_id and a.message_id = known.message_id and a.n = known.n
  join message m on m.account_id = known.account_id and m.id = known.message_id
  where a.departed_at is not null and a.outcome in ('open', 'accepted', 'ambiguous', 'unconfirmed', 'assumed')
    and (a.message_sid = known.message_sid
      -- One SID belongs to one attempt. A value of one row, and not "exists", which PostgreSQL may answer by reading every attempt into a hash.
      or a.message_sid is null and (select o.message_id from attempt o where o.message_sid = known.message_sid limit 1) is null)
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
      error_code = case when found.delivery in ('failed', 'undelivered') and found.delivery > m.delivery then found.error_code
                        when found.delivery in ('failed', 'undelivered') and found.delivery = m.delivery then greatest(m.error_code, found.error_code)
                        when greatest(m.delivery, found.delivery) in ('delivered', 'read') then null else m.error_code end
  from found
  where m.account_id = found.account_id and m.id = found.message_id
    and (found.outcome <> 'accepted' or found.delivery > m.delivery
      or found.delivery = m.delivery and found.delivery in ('failed', 'undelivered') and found.error_code > coalesce(m.error_code, 0))
  returning m.account_id, m.campaign_id, m.sender_id, m.state, m.delivery, m.error_code, m.retries, found.state_before, found.delivery_before
),
counted as (
  insert into campaign_tally as t (account_id, campaign_id, bucket_at, shard, accepted, unknown, sent, delivered, read, undelivered, failed, reached_again)
  select account_id, campaign_id, date_bin('10 seconds', app_now_stable(), 'epoch'), $9,
         count(*) filter (where state = 'accepted' and state_before <> 'accepted'),
         -count(*) filter (where state_before = 'unknown'),
         count(*) filter (where delivery = 'sent') - count(*) filter (where delivery_before = 'sent'),
         count(*) filter (where delivery = 'delivered') - count(*) filter (where delivery_before = 'delivered'),
         count(*) filter (where delivery = 'read') - count(*) filter (where delivery_before = 'read'),
         count(*) filter (where delivery = 'undelivered') - count(*) filter (where delivery_before = 'undelivered'),
         count(*) filter (where delivery = 'failed') - count(*) filter (where delivery_before = 'failed'),
         count(*) filter (where retries > 0 and delivery in ('delivered', 'read')) - count(*) filter (where retries > 0 and delivery_before in ('delivered', 'read'))
  from moved where state <> state_before or delivery <> delivery_before group by account_id, campaign_id order by account_id, campaign_id
  on conflict (account_id, campaign_id, bucket_at, shard) do update
  set accepted = t.accepted + excluded.accepted, unknown = t.unknown + excluded.unknown, sent = t.sent + excluded.sent,
      delivered = t.delivered + excluded.delivered, read = t.read + excluded.read,
      undelivered = t.undelivered + excluded.undelivered, failed = t.failed + excluded.failed, reached_again = t.reached_again + excluded.reached_again
),
-- A callback that comes before our own settlement takes its place, so it counts the departure too. What is not open any more was counted when it was settled.
paced as (
  insert into sender_second as t (account_id, sender_id, second_at, shard, departed)
  select account_id, sender_id, date_trunc('second', departed_at), $9, count(*)
  from found where outcome = 'open' and sender_id is not null
  group by account_id, sender_id, date_trunc('second', departed_at) order by 1, 2, 3
  on conflict (account_id, sender_id, second_at, shard) do update set departed = t.departed + excluded.departed
),
-- What the circuit breaker reads: each message once, by what is first known of its end.
ended as materialized (
  select account_id, campaign_id, sender_id, delivery in ('delivered', 'read') as arrived, delivery in ('failed', 'undelivered') and (error_code is null or error_code <> all($12::int[])) as failed
  from moved where sender_id is not null and delivery in ('undelivered', 'failed', 'delivered', 'read') and delivery_before not in ('undelivered', 'failed', 'delivered', 'read')
),
reported as (
  insert into sender_tally as t (account_id, campaign_id, sender_id, bucket_at, shard, arrived, failed)
  select account_id, campaign_id, sender_id, date_bin('10 seconds', app_now_stable(), 'epoch'), $9, count(*) filter (where arrived), count(*) filter (where failed)
  from ended where arrived or failed group by account_id, campaign_id, sender_id order by account_id, campaign_id, sender_id
  on conflict (account_id, campaign_id, sender_id, bucket_at, shard) do update set arrived = t.arrived + excluded.arrived, failed = t.failed + excluded.failed
),
failed_so as materialized (select * from told where error_code = any($10::int[])),
telling as (
  select failed_so.account_id, failed_so.message_id, failed_so.n, found.campaign_id, found.sender_id, found.departed_at, r.phone, r.country, failed_so.error_code,
         array(select o.error_code from attempt o where o.account_id = failed_so.account_id and o.message_id = failed_so.message_id and o.outcome = 'failed' and o.error_code is not null) as earlier
  from failed_so
  join found on found.account_id = failed_so.account_id and found.message_id = failed_so.message_id and found.n = failed_so.n
  join contact r on r.account_id = found.account_id and r.id = found.contact_id
  -- Few failed so; whether they are news is asked of them alone. What is applied again, because its message was taken back from the queue, was news a moment ago.
  where $11::boolean or (select true from written w where w.account_id = failed_so.account_id and w.dedupe_key = failed_so.dedupe_key)
)
select (select count(*)::int from found) as applicable,
       coalesce((select jsonb_agg(distinct jsonb_build_object('accountId', account_id, 'campaignId', campaign_id)) from ended where failed), '[]') as troubled,
       coalesce((select jsonb_agg(jsonb_build_object('accountId', account_id, 'messageId', message_id::text, 'n', n, 'country', country, 'earlierCodes', earlier, 'campaignId', campaign_id, 'senderId', sender_id, 'phone', phone,
         'errorCode', error_code, 'departedAt', departed_at, 'agoSeconds', extract(epoch from app_now() - departed_at))) from telling), '[]') as telling`;

/** Why some of a group applied to nothing: asked only when there are such, and there hardly ever are. */
const LOOK_UP = `
select count(*) filter (where a.message_id is null)::int as "unknownAttempt", count(*) filter (where a.message_sid <> t.message_sid)::int as "otherSid",
       count(*) filter (where a.outcome in ('rejected', 'not_sent') and a.message_sid is null)::int as "deniedAttempt",
       count(*) filter (where a.outcome = 'failed' and a.message_sid = t.message_sid)::int as "failedAttempt",
       count(*) filter (where a.outcome = 'released_by_person')::int as "releasedAttempt"
from unnest($1::uuid[], $2::bigint[], $3::smallint[], $4::text[]) as t(account_id, message_id, n, message_sid)
left join attempt a on a.account_id = t.account_id and a.message_id = t.message_id and a.n = t.n`;
