/** Giving the queue of a sender that cannot send to the other senders of its campaign. Safe from any number of workers at once. */
import { conversationsStay, GIVE_OVER_AFTER_SECONDS, moveSentence } from "#lib/domain/giving-over.ts";
import { laneRate, type Lane } from "#lib/domain/horizon.ts";
import { shareByLoad, shareEnds } from "#lib/domain/load-shares.ts";
import type { SenderStatus } from "#lib/domain/states.ts";
import { inTransaction, poolOf, type Queryable, type Tx } from "./connection.ts";
import { recordDecisions } from "./record-decisions.ts";
import { listSenderLoads } from "./review-campaign.ts";
import { WINDOW } from "./share-audience.ts";

/** More senders than any installation has. */
const SENDERS_MAX = 1_000;
/** Most queues read at once. A pass reads on until it has seen all: those that only keep who is in a conversation would else stand before others for long. */
const PAGE_MAX = 50;
/** Most messages moved in one transaction, so that no lock lasts long; and in one pass, so that what else has to be done is not late. */
const BATCH_MAX = 2_000;
const PASS_MAX = 10_000;

/**
 * Moves what waits for senders that have been held, offline or gone for a while, and returns how many messages were moved.
 * What waits for a sender that merely rests stays, and so does what nobody can take: it waits, and its report says so. Before a
 * campaign's first messages say enough nobody can.
 */
export async function giveOver(db: Queryable): Promise<number> {
  await markOut(db);
  let moved = 0;
  let page = await listStranded(db, null);
  while (page.length > 0) {
    for (const queue of page) {
      moved += await giveOverQueue(db, queue, PASS_MAX - moved);
      if (moved >= PASS_MAX) return moved;
    }
    const last = page.at(-1);
    page = last && page.length === PAGE_MAX ? await listStranded(db, last) : [];
  }
  return moved;
}

/** Writes down since when a sender cannot send, whatever brought it about, and forgets it when it can again. */
async function markOut(db: Queryable): Promise<void> {
  await db.query(
    `
    with changed as materialized (
      select g.sender_id, g.out_since is null as "out"
      from sender_gate g join sender s on s.account_id = g.account_id and s.id = g.sender_id
      where (s.status <> 'online' or g.hold_reason is not null) <> (g.out_since is not null)
      order by g.sender_id limit ${SENDERS_MAX}
      for update of g skip locked
    )
    update sender_gate g set out_since = case when changed."out" then app_now() end from changed where g.sender_id = changed.sender_id
    `,
  );
}

type StrandedQueue = {
  accountId: string;
  campaignId: string;
  senderId: string;
  name: string;
  status: SenderStatus;
  hasMedia: boolean;
  outForSeconds: number;
  endsInSeconds: number;
};

/**
 * Those of the campaign's senders that can take more now. One that rests cannot at this moment. One that may send only the
 * first few of its queue, to see how they do, is left alone: more would come before those.
 */
const takersOf = (queue: { accountId: string; campaignId: string; senderId: string }) => `
  select s.id, s.name, g.mps
  from campaign_sender cs
  join sender s on s.account_id = cs.account_id and s.id = cs.sender_id
  join sender_gate g on g.account_id = cs.account_id and g.sender_id = cs.sender_id
  where cs.account_id = ${queue.accountId} and cs.campaign_id = ${queue.campaignId} and cs.sender_id <> ${queue.senderId} and cs.claim_through is null
    and s.status = 'online' and g.hold_reason is null and (g.paused_until is null or g.paused_until <= app_now())`;

/** One page of the queues that somebody can take, behind `after` in their order. */
async function listStranded(db: Queryable, after: StrandedQueue | null): Promise<StrandedQueue[]> {
  const { rows } = await db.query<StrandedQueue>(
    `
    select cs.account_id as "accountId", cs.campaign_id as "campaignId", cs.sender_id as "senderId", s.name, s.status, c.has_media as "hasMedia",
           extract(epoch from app_now() - gate.out_since)::float8 as "outForSeconds",
           coalesce(extract(epoch from c.expires_at - app_now())::float8, 'infinity') as "endsInSeconds"
    from sender_gate gate
    join sender s on s.account_id = gate.account_id and s.id = gate.sender_id
    join campaign c on c.account_id = gate.account_id and c.state = 'running'
    join campaign_sender cs on cs.account_id = c.account_id and cs.campaign_id = c.id and cs.sender_id = gate.sender_id
    where gate.out_since <= app_now_stable() - make_interval(secs => ${GIVE_OVER_AFTER_SECONDS})
      and (s.status <> 'online' or gate.hold_reason is not null)
      and ($1::uuid is null or (cs.campaign_id, cs.sender_id) > ($1, $2::uuid))
      and exists (select 1 from message m where m.sender_id = gate.sender_id and m.campaign_id = c.id and m.state = 'queued')
      and exists (${takersOf({ accountId: "c.account_id", campaignId: "c.id", senderId: "gate.sender_id" })})
    order by cs.campaign_id, cs.sender_id
    limit ${PAGE_MAX}
    `,
    [after?.campaignId ?? null, after?.senderId ?? null],
  );
  return rows;
}

type Taker = { id: string; name: string; mps: number };

async function listTakers(db: Queryable, { accountId, campaignId, senderId }: StrandedQueue): Promise<Taker[]> {
  const { rows } = await db.query<Taker>(`${takersOf({ accountId: "$1", campaignId: "$2", senderId: "$3" })} order by s.id`, [accountId, campaignId, senderId]);
  return rows;
}

async function giveOverQueue(db: Queryable, queue: StrandedQueue, most: number): Promise<number> {
  const takers = await listTakers(db, queue);
  if (takers.length === 0) return 0;
  const lane: Lane = queue.hasMedia ? "media" : "text";
  const loads = (await listSenderLoads(db, queue.accountId, takers)).map(({ mps, backlog }) => ({ mps: laneRate(mps, lane), load: backlog }));
  let moved = 0;
  while (moved < most) {
    const ends = shareEnds(shareByLoad(loads, BATCH_MAX));
    const taken = await inTransaction((tx) => moveBatch(tx, queue, { takers, ends }), poolOf(db));
    for (const [index, messages] of taken.entries()) loads[index] = { mps: loads[index]?.mps ?? 0, load: (loads[index]?.load ?? 0) + messages };
    const batch = taken.reduce((sum, messages) => sum + messages, 0);
    moved += batch;
    if (batch < BATCH_MAX) break;
  }
  return moved;
}

type Share = { takers: Taker[]; ends: number[] };

/** One batch, in the order in which it would be sent. Returns how many each of the takers got. */
async function moveBatch(tx: Tx, queue: StrandedQueue, { takers, ends }: Share): Promise<number[]> {
  const { accountId, campaignId, senderId } = queue;
  const { rows } = await tx.query<{ senderId: string; messages: number }>(MOVE, [
    accountId,
    campaignId,
    senderId,
    conversationsStay(queue),
    BATCH_MAX,
    takers.map(({ id }) => id),
    ends.slice(0, -1),
  ]);
  const taken = takers.map(({ id }) => rows.find((row) => row.senderId === id)?.messages ?? 0);
  if (rows.length === 0) return taken;
  await recordDecisions(
    tx,
    takers.flatMap(({ name }, index) => {
      const messages = taken[index] ?? 0;
      return messages === 0 ? [] : [{ accountId, kind: "moved" as const, campaignId, senderId, messages, reason: moveSentence({ from: queue.name, to: name, status: queue.status }) }];
    }),
  );
  await noteMoved(tx, queue, { takers, taken });
  return taken;
}

/**
 * Only what is queued moves, under its row lock: what a claim holds is passed over, and a claim passes over what moves.
 * Whoever is in a conversation with one of the takers goes there; the others are shared by how soon each has time.
 */
const MOVE = `
  with mine as materialized (
    select m.account_id, m.id, m.contact_id
    from message m
    where m.sender_id = $3 and m.campaign_id = $2 and m.account_id = $1 and m.state = 'queued'
      and (not $4 or (
        select true from service_window w
        where w.account_id = $1 and w.sender_id = $3 and w.contact_id = m.contact_id and w.last_inbound_at > app_now_stable() - interval '${WINDOW}'
      ) is null)
    order by m.due_at, m.id
    limit $5
    for update of m skip locked
  ),
  placed as materialized (
    select mine.account_id, mine.id,
           coalesce((
             select w.sender_id from service_window w
             where w.account_id = mine.account_id and w.contact_id = mine.contact_id and w.sender_id = any($6::uuid[]) and w.last_inbound_at > app_now_stable() - interval '${WINDOW}'
             order by w.last_inbound_at desc limit 1
           ), ($6::uuid[])[1 + width_bucket((row_number() over (order by mine.id) - 0.5)::float8 / count(*) over (), $7::float8[])]) as sender_id
    from mine
  ),
  moved as (
    update message m set sender_id = placed.sender_id
    from placed
    where m.account_id = placed.account_id and m.id = placed.id
    returning m.sender_id
  )
  select sender_id as "senderId", count(*)::int as messages from moved group by sender_id`;

/**
 * What moved stands before the place where a taker's last claim stopped: the place is forgotten, so that it is found. Last
 * in the transaction, because claims wait for these rows; in the order of the senders, so that nobody waits in a circle.
 */
async function noteMoved(tx: Tx, { accountId, campaignId, senderId }: StrandedQueue, { takers, taken }: { takers: Taker[]; taken: number[] }): Promise<void> {
  const given = [...takers.map(({ id }, index) => ({ id, messages: taken[index] ?? 0 })), { id: senderId, messages: -taken.reduce((sum, messages) => sum + messages, 0) }];
  await tx.query(
    `
    with mine as materialized (
      select cs.sender_id, given.messages
      from unnest($3::uuid[], $4::int[]) as given(sender_id, messages)
      join campaign_sender cs on cs.account_id = $1 and cs.campaign_id = $2 and cs.sender_id = given.sender_id
      where given.messages <> 0
      order by cs.sender_id
      for no key update of cs
    )
    update campaign_sender cs
    set given = greatest(0, cs.given + mine.messages),
        cursor_due = case when mine.messages > 0 then '-infinity' else cs.cursor_due end,
        cursor_id = case when mine.messages > 0 then 0 else cs.cursor_id end,
        cursor_at = case when mine.messages > 0 then '-infinity' else cs.cursor_at end
    from mine
    where cs.account_id = $1 and cs.campaign_id = $2 and cs.sender_id = mine.sender_id
    `,
    [accountId, campaignId, given.map(({ id }) => id), given.map(({ messages }) => messages)],
  );
}
