/** The claim: what one sender may send in the next moment, taken and written down in one statement. */
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

export type ClaimedMessage = {
  accountId: string;
  messageId: string;
  /** Number of this attempt, from 1. */
  n: number;
  campaignId: string;
  senderId: string;
  /** Configured rate of its sender when it was claimed, in messages per second. */
  mps: number;
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
   * `busy`: another worker is claiming for this sender, or the sender is held.
   */
  kind: "granted" | "empty" | "ahead" | "busy";
  messages: ClaimedMessage[];
  /** When the next slot is free, in milliseconds after the database answered; never negative. */
  nextSlotInMs: number;
};

/** How long a keyset hint is believed, so that a message that became due behind it is found. */
const CURSOR_TRUST = "10 seconds";

/**
 * Takes due messages of one sender and grants each a departure slot, 1/MPS apart.
 *
 * One statement, so tokens and messages commit together. The gate row is locked first and the clock is read after that, so
 * slots of all workers never overlap (GCRA: `tat` only moves forward, idle time earns nothing beyond one horizon). The CTEs
 * are MATERIALIZED because without it PostgreSQL may run the LIMIT once per row and claim everything. The candidates come
 * from message_due_idx in its own order, so a deep queue costs what a shallow one does. Contacts are share-locked: an opt-out
 * either comes before this claim and is seen, or waits for it. `skip locked` on both keeps workers from waiting in turn.
 * `cursor_due, cursor_id` let the index scan skip what a long transaction keeps dead but not yet removed.
 */
export async function claimDue(db: Queryable, claim: Claim): Promise<ClaimResult> {
  const { rows } = await db.query<ClaimRow>({
    name: "claim-due",
    text: CLAIM,
    values: [claim.senderId, claim.claimToken, claim.worker, claim.horizonMs / 1000, claim.batchMax],
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
  from: string;
  to: string;
  contentSid: string;
  variables: Record<string, string>;
  departInMs: number;
};

function claimedFrom(row: ClaimRow, claim: Claim): ClaimedMessage {
  const { accountId, n, campaignId, from, to, contentSid, variables, mps } = row;
  const departInMs = Math.max(0, row.departInMs);
  return { accountId, messageId: String(row.messageId), n, campaignId, from, to, contentSid, variables, mps, departInMs, senderId: claim.senderId, claimToken: claim.claimToken };
}

/** Exported for the test of its plan. */
export const CLAIM = `
with gate as materialized (
  select sender_id, mps, tat, hold_reason,
         case when cursor_at > app_now() - interval '${CURSOR_TRUST}' then cursor_due else '-infinity' end as cursor_due,
         case when cursor_at > app_now() - interval '${CURSOR_TRUST}' then cursor_id else 0 end as cursor_id,
         cursor_at
  from sender_gate
  where sender_id = $1 and hold_reason is null
  for update skip locked
),
room as materialized (
  select gate.*, clock.now, clock.base,
         least($5::int, greatest(0, floor(extract(epoch from clock.now + make_interval(secs => $4) - clock.base) * gate.mps + 1)))::int as affordable
  from gate cross join lateral (
    -- No claim at this rate leaves the next slot further ahead: what is further was left there by a slower rate, or by a clock that was set back.
    select now, greatest(now, least(gate.tat, now + make_interval(secs => $4 + 1 / gate.mps))) as base from (select app_now() as now offset 0) as read
  ) as clock
),
due as materialized (
  select m.account_id, m.id, m.campaign_id, m.contact_id, m.variables, m.due_at, r.phone
  from message m
  join contact r on r.account_id = m.account_id and r.id = m.contact_id
  where m.sender_id = $1 and m.state = 'queued' and m.due_at <= app_now_stable() and m.expires_at > app_now_stable()
    and (m.due_at, m.id) > ((select cursor_due from room), (select cursor_id from room))
    and r.opted_out_at is null and r.erased_at is null
    and exists (select 1 from campaign c where c.account_id = m.account_id and c.id = m.campaign_id and c.state = 'running')
  order by m.due_at, m.id
  limit (select coalesce(max(affordable), 0) from room)
  for update of m skip locked
  for share of r skip locked
),
-- Looking for what is due may take longer than a slot may be late, so the slots are counted from the moment that it is found.
found as materialized (
  select greatest(room.base, app_now()) as base from room cross join (select count(*) as n from due) as counted where counted.n >= 0
),
slotted as materialized (
  select due.*, found.base + (row_number() over (order by due.due_at, due.id) - 1) * interval '1 second' / room.mps as slot_at
  from due cross join room cross join found
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
  set tat = case when counted.n > 0 then found.base + counted.n * interval '1 second' / room.mps else g.tat end,
      cursor_due = case when counted.n > 0 then counted.last_due else '-infinity' end,
      cursor_id = case when counted.n > 0 then counted.last_id else 0 end,
      cursor_at = case when counted.n = 0 or room.cursor_due = '-infinity' then room.now else room.cursor_at end
  from room, found, (select count(*)::int as n, max(due_at) as last_due, (array_agg(id order by due_at desc, id desc))[1] as last_id from slotted) as counted
  where g.sender_id = room.sender_id and room.affordable > 0
    -- An empty queue is only written down when that resets the hint.
    and (counted.n > 0 or room.cursor_due > '-infinity')
  returning g.tat
)
select room.affordable, room.mps, greatest(0, extract(epoch from greatest(coalesce((select tat from moved), room.base), room.now) - app_now())::float8 * 1000) as "nextSlotInMs",
       slotted.account_id as "accountId", slotted.id as "messageId", tried.n, slotted.campaign_id as "campaignId",
       s.phone as "from", slotted.phone as "to", t.content_sid as "contentSid", slotted.variables,
       extract(epoch from slotted.slot_at - app_now())::float8 * 1000 as "departInMs"
from room
left join slotted on true
left join tried on tried.message_id = slotted.id
left join campaign c on c.account_id = slotted.account_id and c.id = slotted.campaign_id
left join template t on t.account_id = c.account_id and t.id = c.template_id
left join sender s on s.account_id = slotted.account_id and s.id = $1
order by slotted.slot_at`;
