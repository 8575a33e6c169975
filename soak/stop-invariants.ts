/** V5 and V6: nothing departs after somebody opted out, and nothing of what was stopped. Needs `track_commit_timestamp`. */
import type { Queryable } from "#lib/db/connection.ts";
import { type Evidence, violation, type Violation } from "./evidence.ts";

/** The horizon and the lateness guard: what a claim that came before may still send, in milliseconds. */
const STILL_LEAVES_MS = 350;
/** What the simulator's clock may be read late by, and what is on the way, in milliseconds. */
const ARRIVES_LATE_MS = 1_000;
const ROWS_MAX = 1_000;

type Late = { messageId: string; n: number; lateMs: number };

/** By the mark that the database wrote, to the millisecond; and by the simulator's log, for a process that sends without a mark. */
export async function stopInvariants({ db, seen }: Evidence): Promise<Violation[]> {
  const afterOptOut = await departedLate(db, OPT_OUTS);
  const afterStop = await departedLate(db, STOPS);
  const receivedAt = new Map(seen.map((each) => [`${each.messageId}-${each.n}`, each.receivedAt]));
  const arrived = (late: { messageId: string; n: number; stoppedMs: number }) => (receivedAt.get(`${late.messageId}-${late.n}`) ?? 0) > late.stoppedMs + STILL_LEAVES_MS + ARRIVES_LATE_MS;
  const { rows } = await db.query<{ messageId: string; n: number; stoppedMs: number }>(
    `${OPT_OUTS} select a.message_id::text as "messageId", a.n, extract(epoch from stop.at)::float8 * 1000 as "stoppedMs" from stop join attempt a on a.account_id = stop.account_id and a.message_id = stop.message_id where a.departed_at is not null and a.departed_at < coalesce(stop.until, 'infinity')`,
  );
  return [
    ...violation("V5", "a message departed after its person had opted out", afterOptOut.map(told)),
    ...violation("V5", "a request came after its person had opted out", rows.filter(arrived).map(({ messageId, n }) => `message ${messageId}, attempt ${n}`)),
    ...violation("V6", "a message departed after its campaign or sender was stopped", afterStop.map(told)),
  ];
}

function told({ messageId, n, lateMs }: Late): string {
  return `message ${messageId}, attempt ${n}: ${Math.round(lateMs)} ms after`;
}

async function departedLate(db: Queryable, stops: string): Promise<Late[]> {
  const { rows } = await db.query<Late>(
    `${stops}
    select a.message_id::text as "messageId", a.n, extract(epoch from a.departed_at - stop.at)::float8 * 1000 as "lateMs"
    from stop join attempt a on a.account_id = stop.account_id and a.message_id = stop.message_id
    where a.departed_at > stop.at + make_interval(secs => $1) and a.departed_at < coalesce(stop.until, 'infinity')
    limit ${ROWS_MAX}`,
    [STILL_LEAVES_MS / 1000],
  );
  return rows;
}

/** The list of suppressions is only added to, so the commit of its row is that of the opt-out. */
const OPT_OUTS = `
with stop as (
  select m.account_id, m.id as message_id, pg_xact_commit_timestamp(s.xmin) as at, s.lifted_at as until
  from suppression s join message m on m.account_id = s.account_id and m.contact_id = s.contact_id
  where pg_xact_commit_timestamp(s.xmin) is not null and s.lifted_at is null
)`;

/** From each order that stops to the next one of the same campaign or sender. */
const STOPS = `
with ordered as (
  select account_id, subject_kind, subject_id, action, pg_xact_commit_timestamp(xmin) as at,
         lead(at) over (partition by subject_kind, subject_id order by id) as until
  from audit_event
  where action in ('campaign.paused', 'campaign.held', 'campaign.cancelled', 'campaign.resumed', 'campaign.launched', 'sender.held', 'sender.hold-lifted')
),
stop as (
  select o.account_id, m.id as message_id, o.at, o.until from ordered o join message m on m.campaign_id = o.subject_id::uuid
  where o.subject_kind = 'campaign' and o.action in ('campaign.paused', 'campaign.held', 'campaign.cancelled')
  union all
  select o.account_id, m.id, o.at, o.until from ordered o join message m on m.sender_id = o.subject_id::uuid
  where o.subject_kind = 'sender' and o.action = 'sender.held'
)`;
