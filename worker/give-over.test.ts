import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { findCampaignPool } from "#lib/db/campaign-pool.ts";
import { claimDue } from "#lib/db/claim-due.ts";
import { openEnginePool, pool } from "#lib/db/connection.ts";
import { giveOver } from "#lib/db/give-over.ts";
import { addSender } from "#lib/db/testing-cast.ts";
import { seedCampaign, type SeededCampaign } from "#lib/db/testing-campaign.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { runDrain } from "#lib/drain/run-drain.ts";
import { drainOf, launchTo, openTestWorld, statesOf, until } from "./test-world.ts";

let seeded: SeededCampaign;
let [fast, slow] = ["", ""];
let engine: ReturnType<typeof openEnginePool>;

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account, person cascade`);
  engine = openEnginePool();
});
afterEach(() => engine.end());

/** A campaign that waits for one sender, with two more in its pool. */
async function seed(people: number): Promise<void> {
  seeded = await seedCampaign(pool(), { people, mps: 80 });
  fast = await addSender(seeded.accountId, { phone: "+4930230012346", name: "Fast", mps: 80 });
  slow = await addSender(seeded.accountId, { phone: "+4930230012347", name: "Slow", mps: 20 });
  await pool().query(`insert into campaign_sender (account_id, campaign_id, sender_id) select $1, $2, unnest($3::uuid[])`, [seeded.accountId, seeded.campaignId, [fast, slow]]);
  await pool().query(`update campaign_sender set given = case when sender_id = $1 then $2::int else 0 end, cursor_due = now(), cursor_id = 9, cursor_at = now()`, [seeded.senderId, people]);
}

const hold = (senderId: string) => pool().query(`update sender_gate set hold_reason = 'Not accepted (20003)' where sender_id = $1`, [senderId]);
/** As if whoever is out had been so for longer. */
const waitFor = (seconds: number) => pool().query(`update sender_gate set out_since = out_since - make_interval(secs => $1)`, [seconds]);

async function queued(): Promise<Record<string, number>> {
  const { rows } = await pool().query<{ name: string; n: number }>(`select s.name, count(*)::int as n from message m join sender s on s.id = m.sender_id where m.state = 'queued' group by 1`);
  return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
}

/** What the conversation of so many people was opened with. */
const converse = (senderId: string, rest: number) =>
  pool().query(`insert into service_window (account_id, sender_id, contact_id, last_inbound_at) select account_id, $1, id, now() - interval '1 hour' from contact where id % 10 = $2`, [senderId, rest]);

test("a sender that is held in the middle of a campaign gives its queue to the other, and everybody is reached exactly once", async () => {
  const world = await openTestWorld();
  const { campaignId, queued: people } = await launchTo(world, { people: 120, mps: 60, senders: 2 });
  const stop = new AbortController();
  const drains = [drainOf(world, "one"), drainOf(world, "two")];
  const ended = drains.map((drain) => runDrain(drain.world, stop.signal));
  try {
    await until(async () => world.simulator.stats().totals.accepted, (accepted) => accepted >= 15);
    const { rows } = await pool().query<{ id: string }>(`select sender_id as id from message where state = 'queued' order by id desc limit 1`);
    await pool().query(`update sender_gate set hold_reason = 'Not accepted (20003)', out_since = now() - interval '5 minutes' where sender_id = $1`, [rows[0]?.id]);
    expect(await until(() => statesOf(campaignId), (states) => states.accepted === people)).toEqual({ accepted: people });
  } finally {
    stop.abort();
    await Promise.all(ended);
    for (const drain of drains) await drain.close();
    await world.close();
  }
  expect(world.simulator.stats().recipients).toMatchObject({ distinct: people, acceptedMoreThanOnce: 0 });
  const { rows: told } = await pool().query<{ moved: number; given: number; sent: number }>(
    `select (select sum(messages)::int from decision where kind = 'moved' and campaign_id = $1) as moved, (select sum(given)::int from campaign_sender where campaign_id = $1) as given,
            (select given - (select count(*) from message m where m.campaign_id = cs.campaign_id and m.sender_id = cs.sender_id)::int from campaign_sender cs join sender_gate g using (sender_id) where cs.campaign_id = $1 and g.hold_reason is not null) as sent`,
    [campaignId],
  );
  expect(told[0]?.moved).toBeGreaterThan(0);
  expect(told).toEqual([{ moved: told[0]?.moved, given: people, sent: 0 }]);
});

test("four workers at once move every message once, by rate and by what the others have to do", async () => {
  await seed(5_000);
  await hold(seeded.senderId);
  expect(await giveOver(engine)).toBe(0);
  await waitFor(61);
  // A claim holds the first of them.
  await pool().query(`update message set state = 'sending' where id = (select min(id) from message)`);
  const moved = await Promise.all(Array.from({ length: 4 }, () => giveOver(engine)));
  expect(moved.reduce((sum, each) => sum + each, 0)).toBe(4_999);
  const now = await queued();
  expect((now.Fast ?? 0) + (now.Slow ?? 0)).toBe(4_999);
  expect((now.Fast ?? 0) / 4_999).toBeCloseTo(0.8, 1);
  const { rows: places } = await pool().query(`select s.name, given, cursor_id, cursor_at = '-infinity' as forgotten from campaign_sender cs join sender s on s.id = cs.sender_id order by s.name`);
  expect(places).toEqual([
    { name: "Fast", given: now.Fast, cursor_id: "0", forgotten: true },
    { name: "Shop", given: 1, cursor_id: "9", forgotten: false },
    { name: "Slow", given: now.Slow, cursor_id: "0", forgotten: true },
  ]);
  const { rows: told } = await pool().query(`select reason, sum(messages)::int as n from decision where kind = 'moved' and sender_id = $1 group by 1 order by 1`, [seeded.senderId]);
  expect(told).toEqual([
    { reason: "Shop is held: Fast sends what waited for it.", n: now.Fast },
    { reason: "Shop is held: Slow sends what waited for it.", n: now.Slow },
  ]);
  expect(await giveOver(engine)).toBe(0);
  // The page tells the same: counted where few wait, else from what is left in all.
  const standing = await findCampaignPool(pool(), seeded, 4_999);
  expect(standing.senders).toEqual(expect.arrayContaining([{ senderId: fast, given: now.Fast, waiting: now.Fast, exact: true }, { senderId: seeded.senderId, given: 1, waiting: 0, exact: true }]));
  expect(standing.moves.map(({ messages }) => messages).sort()).toEqual([now.Fast, now.Slow].sort());
});

/** Claims five messages of a sender, whatever its rate has left. */
async function claimFive(senderId: string): Promise<string[]> {
  await pool().query(`update sender_gate set tat = '-infinity' where sender_id = $1`, [senderId]);
  const { messages } = await claimDue(pool(), { senderId, claimToken: randomUUID(), worker: "one", horizonMs: 100, batchMax: 5 });
  return messages.map(({ messageId }) => messageId);
}

test("a claim that began before a move and ended after it hides nothing of what was moved", async () => {
  await seed(20);
  await pool().query(`update campaign_sender set cursor_due = '-infinity', cursor_id = 0, cursor_at = '-infinity'`);
  await pool().query(`update message set sender_id = $1 where id > (select id from message order by id limit 1 offset 9)`, [fast]);
  const { rows } = await pool().query<{ id: string; sender: string }>(`select id::text as id, sender_id as sender from message order by message.id`);
  const [theirs, own] = [rows.filter(({ sender }) => sender !== fast).map(({ id }) => id), rows.filter(({ sender }) => sender === fast).map(({ id }) => id)];
  await hold(seeded.senderId);
  await hold(slow);
  await giveOver(engine);
  await waitFor(61);
  // Somebody writes the same attempt, so that the claim has seen the queue and cannot go on; without its foreign key, which would make the claim pass the message over.
  const held = await pool().connect();
  await held.query(`begin`);
  await held.query(`set local session_replication_role = replica`);
  await held.query(`insert into attempt (account_id, message_id, n, claim_token, worker, slot_at) values ($1, $2, 1, gen_random_uuid(), 'two', now())`, [seeded.accountId, own[0]]);
  const claiming = claimFive(fast);
  try {
    await until(async () => (await pool().query(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%sender_gate%'`)).rowCount, (waiting) => waiting === 1);
    expect(await giveOver(pool())).toBe(theirs.length);
  } finally {
    await held.query(`rollback`);
    held.release();
  }
  expect(await claiming).toEqual(own.slice(0, 5));
  expect(await claimFive(fast)).toEqual(theirs.slice(0, 5));
});

test("who is in a conversation with the sender that is out waits longer; who is in one with another goes there", async () => {
  await seed(100);
  await converse(seeded.senderId, 1);
  await converse(slow, 2);
  await pool().query(`update sender set status = 'offline' where id = $1`, [seeded.senderId]);
  await giveOver(engine);
  await waitFor(120);
  await giveOver(engine);
  const { rows } = await pool().query(`select (contact_id % 10)::int as rest, s.name, count(*)::int as n from message m join sender s on s.id = m.sender_id where contact_id % 10 in (1, 2) group by 1, 2 order by 1`);
  expect(rows).toEqual([{ rest: 1, name: "Shop", n: 10 }, { rest: 2, name: "Slow", n: 10 }]);
  await waitFor(900);
  expect(await giveOver(engine)).toBe(10);
  expect((await queued()).Shop).toBeUndefined();
});

test("a sender that can send again keeps what it has, and starts to count anew", async () => {
  await seed(20);
  await hold(seeded.senderId);
  await giveOver(engine);
  await waitFor(120);
  await pool().query(`update sender_gate set hold_reason = null`);
  expect(await giveOver(engine)).toBe(0);
  await hold(seeded.senderId);
  expect(await giveOver(engine)).toBe(0);
  expect(await queued()).toEqual({ Shop: 20 });
});

test("what nobody can take waits: the others rest, are offline, are still watched, or the campaign is paused", async () => {
  await seed(20);
  await hold(seeded.senderId);
  await giveOver(engine);
  await waitFor(120);
  await pool().query(`update campaign_sender set claim_through = 1 where sender_id = $1`, [slow]);
  await pool().query(`update sender_gate set paused_until = now() + interval '1 minute' where sender_id = $1`, [fast]);
  expect(await giveOver(engine)).toBe(0);
  await pool().query(`update sender_gate set paused_until = null`);
  await pool().query(`update sender set status = 'gone', gone_at = now() where id = $1`, [fast]);
  expect(await giveOver(engine)).toBe(0);
  await pool().query(`update campaign_sender set claim_through = null`);
  await pool().query(`update campaign set state = 'paused'`);
  expect(await giveOver(engine)).toBe(0);
  await pool().query(`update campaign set state = 'running'`);
  expect(await giveOver(engine)).toBe(20);
  expect(await queued()).toEqual({ Slow: 20 });
});

/** So many more campaigns that wait for the same sender, which come first in every order; to people of their own each. */
async function addCampaigns(count: number): Promise<void> {
  await pool().query(
    `
    with c as (
      insert into campaign (account_id, id, name, state, template_id, audience, queued, launched_at, expires_at)
      select account_id, ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid, 'Earlier ' || n, 'running', template_id, 1, 1, now(), now() + interval '1 day' from campaign, generate_series(1, $1::int) as n returning account_id, id
    ),
    cs as (insert into campaign_sender (account_id, campaign_id, sender_id) select account_id, id, $2 from c)
    insert into message (account_id, campaign_id, contact_id, sender_id, expires_at) select c.account_id, c.id, r.id, $2, now() + interval '1 day' from c cross join (select min(id) as id from contact) as r
    `,
    [count, seeded.senderId],
  );
}

test("however many queues nobody can take, one that somebody can is given over", async () => {
  await seed(20);
  await addCampaigns(60);
  await hold(seeded.senderId);
  await giveOver(engine);
  await waitFor(120);
  expect(await giveOver(engine)).toBe(20);
  expect((await queued()).Shop).toBe(60);
});

test("however many queues keep people who are in a conversation, what may move after them moves", async () => {
  await seed(20);
  await addCampaigns(60);
  await pool().query(`insert into campaign_sender (account_id, campaign_id, sender_id) select account_id, id, $1 from campaign where name like 'Earlier%'`, [fast]);
  await pool().query(`insert into service_window (account_id, sender_id, contact_id, last_inbound_at) select account_id, $1, min(id), now() - interval '1 hour' from contact group by account_id`, [seeded.senderId]);
  await hold(seeded.senderId);
  await giveOver(engine);
  await waitFor(120);
  expect(await giveOver(engine)).toBe(19);
  expect((await queued()).Shop).toBe(61);
});
