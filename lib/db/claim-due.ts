/** The claim: what one sender may send in the next moment, taken and written down in one statement. */
import { MEDIA_MPS_MAX } from "#lib/domain/sender-rate.ts";
import type { Queryable } from "./connection.ts";

export type Claim = {
  senderId: string;
  /** Names this claim for ever: only its holder may settle what it took. */
  claimToken: string;
  worker: string;
  /** How far ahead of now departure slots may be granted, in milliseconds. */
  horizonMs: number;
  /** Most messages taken at once. */
  batchMax: number;
};

/** Nobody but the worker that claimed last serves a sender for so long, in milliseconds. One process keeps what leaves apart to the millisecond; two would each be a little late at another time. */
export const LEASE_MS = 400;

export type ClaimedMessage = {
  accountId: string;
  messageId: string;
  /** Number of this attempt, from 1. */
  n: number;
  campaignId: string;
  senderId: string;
  /** Configured rate of its sender when it was claimed, in messages per second. */
  mps: number;
  /** What carries media has a rate of its own below that. */
  hasMedia: boolean;
  claimToken: string;
  from: string;
  to: string;
  contentSid: string;
  variables: Record<string, string>;
  /** When it may depart, in milliseconds after the database answered; never negative. */
  departInMs: number;
};

export type ClaimResult = {
  /**
   * `granted`: some were taken · `empty`: nothing is due · `ahead`: the rate allows nothing yet ·
   * `busy`: another worker serves this sender, or it is held, not online, or rests.
   */
  kind: "granted" | "empty" | "ahead" | "busy";
  messages: ClaimedMessage[];
  /** When the next slot is free, in milliseconds after the database answered; never negative. */
  nextSlotInMs: number;
};

/** How long a keyset hint is believed, so that a message that became due behind it is found. */
const CURSOR_TRUST = "10 seconds";
/** A slot so much further ahead than any claim leaves it, in seconds, was granted by a clock that has been set back since. */
const SET_BACK_SECONDS = 5;
/** No message has a larger id. */
const ID_MAX = "9223372036854775807";

/**
 * Takes due messages of one sender and grants each a departure slot, 1/MPS apart.
 *
 * One statement, so tokens and messages commit together. The gate row is locked first and the clock is read after that, so
 * slots of all workers never overlap (GCRA: `tat` only moves forward, idle time earns nothing beyond one horizon). What carries
 * media is spaced by a second `tat` as well. The CTEs are MATERIALIZED because without it PostgreSQL may run the LIMIT once per
 * row and claim everything. The candidates of each running campaign come from message_claim_idx in its own order, so a deep
 * queue costs what a shallow one does, and one that is paused or over nothing. Contacts are share-locked: an opt-out either comes
 * before this claim and is seen, or waits for it. Whoever has a message of this sender under way, or one of which nobody can
 * tell, gets no second one beside it. `skip locked` on both keeps workers from waiting in turn. `cursor_due, cursor_id` let the
 * index scan skip what a long transaction keeps dead but not yet removed.
 */
export async function claimDue(db: Queryable, claim: Claim): Promise<ClaimResult> {
  const { rows } = await db.query<ClaimRow>({
    name: "claim-due",
    text: CLAIM,
    values: [claim.senderId, claim.claimToken, claim.worker, claim.horizonMs / 1000, claim.batchMax, MEDIA_MPS_MAX, LEASE_MS / 1000],
  });
  const first = rows[0];
  if (!first) return { kind: "busy", messages: [], nextSlotInMs: 0 };
  const messages = rows.flatMap((row) => (row.messageId === null ? [] : [claimedFrom(row, claim)]));
  const kind = messages.length > 0 ? "granted" : first.affordable > 0 ? "empty" : "ahead";
  return { kind, messages, nextSlotInMs: first.nextSlotInMs };
}

type ClaimRow = {
  affordable: number;
  mps: number;
  nextSlotInMs: number;
  accountId: string;
  messageId: string | null;
  n: number;
  campaignId: string;
  hasMedia: boolean;
  from: string;
  to: string;
  contentSid: string;
  variables: Record<string, string>;
  departInMs: number;
};

function claimedFrom(row: ClaimRow, claim: Claim): ClaimedMessage {
  const { accountId, n, campaignId, from, to, contentSid, variables, mps, hasMedia } = row;
  const departInMs = Math.max(0, row.departInMs);
  return { accountId, messageId: String(row.messageId), n, campaignId, from, to, contentSid, variables, mps, hasMedia, departInMs, senderId: claim.senderId, claimToken: claim.claimToken };
}

/** Exported for the test of its plan. */
export const CLAIM = `
with gate as materialized (
  select account_id, sender_id, mps, tat, media_tat
  from sender_gate
  where sender_id = $1 and hold_reason is null
    and (paused_until is null or paused_until <= app_now())
    and (served_by is null or served_by = $3 or served_until <= app_now())
    -- Looked up by its key, and not joined: a sender that Twilio keeps offline is refused every message.
    and (select s.status from sender s where s.account_id = sender_gate.account_id and s.id = $1) = 'online'
  for update skip locked
),
room as materialized (
  select gate.*, clock.now, clock.base, clock.media_base, $6::float8 as media_mps,
         least($5::int, greatest(0, floor(extract(epoch from clock.now + make_interval(secs => $4) - clock.base) * gate.mps + 1)))::int as affordable,
         least($5::int, greatest(0, floor(extract(epoch from clock.now + make_interval(secs => $4) - clock.media_base) * $6 + 1)))::int as media_affordable
  from gate cross join lateral (
    -- No claim at this rate leaves the next slot further ahead: what is further was left there by a slower rate, or by a clock that was set back. What is
    -- further still would stay out of reach until the clock is there again, so the last slot within the horizon is the next one.
    select now, greatest(now, case when gate.tat > now + make_interval(secs => $4 + 1 / gate.mps + ${SET_BACK_SECONDS}) then now + make_interval(secs => $4)
                              else least(gate.tat, now + make_interval(secs => $4 + 1 / gate.mps)) end) as base,
           greatest(now, case when gate.media_tat > now + make_interval(secs => $4 + 1 / $6 + ${SET_BACK_SECONDS}) then now + make_interval(secs => $4)
                         else least(gate.media_tat, now + make_interval(secs => $4 + 1 / $6)) end) as media_base
    from (select app_now() as now offset 0) as read
  ) as clock
),
queue as materialized (
  select cs.account_id, cs.campaign_id, cs.xmin as version, c.has_media, coalesce(cs.claim_through_due, 'infinity') as through_due, coalesce(cs.claim_through, ${ID_MAX}) as through_id,
         case when cs.cursor_at > app_now() - interval '${CURSOR_TRUST}' then cs.cursor_due else '-infinity' end as cursor_due,
         case when cs.cursor_at > app_now() - interval '${CURSOR_TRUST}' then cs.cursor_id else 0 end as cursor_id
  from room
  join campaign c on c.account_id = room.account_id and c.state = 'running'
  join campaign_sender cs on cs.account_id = c.account_id and cs.campaign_id = c.id and cs.sender_id = $1
  -- One whose time is over, for what goes again too, is not looked into: all that it still holds would be walked by every claim.
  where room.affordable > 0 and coalesce(greatest(c.expires_at, c.retry_until), 'infinity') > app_now_stable()
),
due as materialized (
  select mine.*, queue.has_media
  from queue cross join lateral (
    select m.account_id, m.id, m.campaign_id, m.contact_id, m.variables, m.due_at, person.phone
    from message m
    -- Looked up for each message, so that the messages are read in their order and no more of them than are wanted.
    cross join lateral (
      select r.phone from contact r
      where r.account_id = m.account_id and r.id = m.contact_id and r.opted_out_at is null and r.erased_at is null
      for share skip locked
    ) as person
    where m.sender_id = $1 and m.campaign_id = queue.campaign_id and m.state = 'queued' and m.due_at <= app_now_stable() and m.expires_at > app_now_stable()
      and (m.closes_at is null or m.closes_at > app_now_stable())
      and (m.due_at, m.id) > (queue.cursor_due, queue.cursor_id) and (m.due_at, m.id) <= (queue.through_due, queue.through_id)
      -- One row is asked for, so that it is looked up for each candidate and never gathered for all.
      and (
        select true from message other
        where other.sender_id = $1 and other.contact_id = m.contact_id and other.state in ('sending', 'unknown')
          and (other.state = 'sending' or (select a.outcome from attempt a where a.account_id = other.account_id and a.message_id = other.id order by a.n desc limit 1) = 'ambiguous')
        limit 1
      ) is null
    order by m.due_at, m.id
    limit (select case when queue.has_media then least(room.affordable, room.media_affordable) else room.affordable end from room)
    for update of m skip locked
  ) as mine
),
-- Two campaigns may want to write to the same person: the second waits until the first has its answer. Half of the people get what carries
-- media first, so that of two campaigns to the same list neither waits for the end of the other.
once as materialized (
  select due.*, row_number() over (partition by has_media order by due_at, id) as lane_place
  from (select due.*, row_number() over (partition by contact_id order by has_media = (contact_id % 2 = 0) desc, due_at, id) as of_person from due) as due
  where of_person = 1
),
-- Both kinds in turn, each as often as its rate lets it, so that neither waits for the end of the other.
chosen as materialized (
  select once.*, row_number() over (order by lane_place / case when has_media then least(room.media_mps, room.mps / 2) else room.mps - least(room.media_mps, room.mps / 2) end, due_at, id) as place
  from once cross join room
  where not has_media or lane_place <= room.media_affordable
  order by place
  limit (select coalesce(max(affordable), 0) from room)
),
-- Looking for what is due may take longer than a slot may be late, so the slots are counted from the moment that it is found.
found as materialized (
  select greatest(room.base, app_now()) as base, greatest(room.media_base, app_now()) as media_base, counted.n, counted.media
  from room cross join (select count(*)::int as n, (count(*) filter (where has_media))::int as media from chosen) as counted where counted.n >= 0
),
slotted as materialized (
  select chosen.*, greatest(found.base + (place - 1) * interval '1 second' / room.mps,
                            case when has_media then found.media_base + (lane_place - 1) * interval '1 second' / room.media_mps end) as slot_at
  from chosen cross join room cross join found
),
taken as (
  update message set state = 'sending'
  from slotted
  where message.account_id = slotted.account_id and message.id = slotted.id
  returning message.id
),
tried as (
  insert into attempt (account_id, message_id, n, claim_token, worker, slot_at)
  select slotted.account_id, slotted.id,
         1 + coalesce((select max(a.n) from attempt a where a.account_id = slotted.account_id and a.message_id = slotted.id), 0),
         $2, $3, slotted.slot_at
  from slotted
  returning message_id, n
),
moved as (
  update sender_gate g
  set tat = found.base + found.n * interval '1 second' / room.mps,
      media_tat = case when found.media > 0 then found.media_base + found.media * interval '1 second' / room.media_mps else g.media_tat end,
      served_by = $3, served_until = app_now() + make_interval(secs => $7)
  from room, found
  where g.sender_id = room.sender_id and found.n > 0
  returning g.tat
),
-- A queue in which nothing was found is only written down when that resets the hint. Whoever puts messages in front of it forgets the hint: a claim that
-- looked before that, which another version of the row tells, has not seen them and must not say that it passed them.
passed as (
  update campaign_sender cs
  set cursor_due = coalesce(last.due_at, '-infinity'), cursor_id = coalesce(last.id, 0),
      cursor_at = case when last.id is null or queue.cursor_due = '-infinity' then room.now else cs.cursor_at end
  from room, queue
  left join lateral (select due_at, id from slotted where slotted.campaign_id = queue.campaign_id order by due_at desc, id desc limit 1) as last on true
  where cs.account_id = queue.account_id and cs.campaign_id = queue.campaign_id and cs.sender_id = $1 and cs.xmin = queue.version
    and (last.id is not null or (queue.cursor_due > '-infinity' and not exists (select 1 from due where due.campaign_id = queue.campaign_id)))
)
select room.affordable, room.mps, greatest(0, extract(epoch from greatest(coalesce((select tat from moved), room.base), room.now) - app_now())::float8 * 1000) as "nextSlotInMs",
       slotted.account_id as "accountId", slotted.id as "messageId", tried.n, slotted.campaign_id as "campaignId", slotted.has_media as "hasMedia",
       s.phone as "from", slotted.phone as "to", t.content_sid as "contentSid", slotted.variables,
       extract(epoch from slotted.slot_at - app_now())::float8 * 1000 as "departInMs"
from room
left join slotted on true
left join tried on tried.message_id = slotted.id
left join campaign c on c.account_id = slotted.account_id and c.id = slotted.campaign_id
left join template t on t.account_id = c.account_id and t.id = c.template_id
left join sender s on s.account_id = slotted.account_id and s.id = $1
order by slotted.slot_at`;
