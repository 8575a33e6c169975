import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { disconnect, pool } from "./connection.ts";
import { findSender, listSenderChoices, listSenders, type SenderSort } from "./list-senders.ts";
import { findSenderQueue, listDepartures, listSenderCampaigns } from "./sender-activity.ts";
import { freshDatabase } from "./testing.ts";
import { addSender, seedCast, type Cast } from "./testing-cast.ts";

let cast: Cast;
let senderId: string;
let secondId: string;

beforeAll(async () => {
  await freshDatabase();
  cast = await seedCast("none");
  senderId = await addSender(cast.accounts.live, { phone: "+493023001001", name: "Atlas", mps: 80 });
  secondId = await addSender(cast.accounts.live, { phone: "+493023001002", name: "Beacon", mps: 20 });
  await addSender(cast.accounts.foreign, { phone: "+493023001001", mps: 80 });
});
afterAll(disconnect);
beforeEach(() => pool().query("truncate sender_second, campaign, contact cascade"));

const ref = () => ({ accountId: cast.accounts.live, senderId });

async function departed(secondsAgo: number, shard: number, count: number): Promise<void> {
  await pool().query(`insert into sender_second (account_id, sender_id, second_at, shard, departed) values ($1, $2, date_trunc('second', now()) - make_interval(secs => $3), $4, $5)`, [
    cast.accounts.live, senderId, secondsAgo, shard, count,
  ]);
}

async function campaign(state: string, queued: number): Promise<string> {
  const { rows } = await pool().query<{ id: string }>(`
    insert into campaign (account_id, name, state, queued, start_at, start_wall, start_zone, start_offset)
    values ($1, $2 || ' one', $2::campaign_state, $3, now(), '2026-11-26T12:00', 'UTC', '+00:00') returning id
    `, [cast.accounts.live, state, queued]);
  const id = rows[0]?.id ?? "";
  await pool().query(`insert into campaign_sender (account_id, campaign_id, sender_id) values ($1, $2, $3), ($1, $2, $4)`, [cast.accounts.live, id, senderId, secondId]);
  return id;
}

async function queue(campaignId: string, people: number): Promise<void> {
  await pool().query(
    `
    with person as (insert into contact (account_id, phone) select $1, '+4930230' || (200000 + n) from generate_series(1, $4::int) as n returning id)
    insert into message (account_id, campaign_id, contact_id, sender_id, expires_at) select $1, $2, id, $3, now() + interval '1 day' from person
    `,
    [cast.accounts.live, campaignId, senderId, people],
  );
}

test("the senders of an account are listed by name with their rate, and those of others are not", async () => {
  const { senders, total } = await listSenders(pool(), cast.accounts.live, 1);
  expect(total).toBe(2);
  expect(senders.map(({ name, mps, achieved, holdReason }) => ({ name, mps, achieved, holdReason }))).toEqual([
    { name: "Atlas", mps: 80, achieved: 0, holdReason: null },
    { name: "Beacon", mps: 20, achieved: 0, holdReason: null },
  ]);
  expect(await findSender(pool(), cast.accounts.foreign, senderId)).toBeNull();
});

test("senders are sorted by name, by whether they can send, and by rate, and one that is held stands behind those that send", async () => {
  const crowd = [{ phone: "+493023001003", name: "Cable", mps: 40 }, { phone: "+493023001004", name: "Delta", mps: 5 }];
  for (const sender of crowd) await addSender(cast.accounts.sandbox, sender);
  await addSender(cast.accounts.sandbox, { phone: "+493023001005", name: "Echo", mps: 60 });
  await pool().query("update sender_gate set hold_reason = 'why' where sender_id = (select id from sender where name = 'Echo')");
  await pool().query("update sender set status = 'offline' where name = 'Cable'");
  const order = async (sort: SenderSort) => (await listSenders(pool(), cast.accounts.sandbox, 1, { search: "", sort })).senders.map(({ name }) => name);
  expect(await order({ by: "name", descending: true })).toEqual(["Echo", "Delta", "Cable"]);
  expect(await order({ by: "status", descending: false })).toEqual(["Delta", "Echo", "Cable"]);
  expect(await order({ by: "rate", descending: true })).toEqual(["Echo", "Cable", "Delta"]);
  const found = async (search: string) => (await listSenders(pool(), cast.accounts.sandbox, 1, { search, sort: { by: "name", descending: false } })).senders.map(({ name }) => name);
  expect([await found("EL"), await found("30 2300-1005"), await found("%"), await found("+")]).toEqual([["Delta"], ["Echo"], [], []]);
  await pool().query("delete from sender where account_id = $1", [cast.accounts.sandbox]);
});

const rateNow = async () => {
  const found = await findSender(pool(), cast.accounts.live, senderId);
  return found && { achieved: found.achieved, over: found.achievedOverSeconds };
};

test("an achieved rate is what all workers together sent, per second of the window", async () => {
  for (const second of [6, 9, 17]) for (const shard of [0, 1]) await departed(second, shard, 40);
  await departed(60, 0, 4_000);
  expect(await rateNow()).toEqual({ achieved: 240 / 15, over: 15 });
});

test("a sender that has just begun is measured since its first whole second, not over the silence before", async () => {
  await departed(8, 0, 31);
  for (const second of [7, 6, 5, 4, 3]) await departed(second, 0, 80);
  expect(await rateNow()).toEqual({ achieved: 80, over: 5 });
});

test("the first second counts while it is all there is, and nothing at all is a rate of nothing", async () => {
  expect(await rateNow()).toEqual({ achieved: 0, over: 15 });
  await departed(3, 0, 31);
  expect(await rateNow()).toEqual({ achieved: 31, over: 1 });
});

test("a sender slower than one a second is measured over the whole window, whenever its messages left", async () => {
  await pool().query("update sender_gate set mps = 1.0 / 3 where sender_id = $1", [senderId]);
  for (const second of [15, 12, 9, 6, 3]) await departed(second, 0, 1);
  expect(await rateNow()).toEqual({ achieved: 5 / 15, over: 15 });
  await pool().query("update sender_gate set mps = 80 where sender_id = $1", [senderId]);
});

test("departures come second by second, and a second in which nothing left is zero", async () => {
  await departed(3, 0, 79);
  await departed(3, 1, 1);
  await departed(500, 0, 7);
  const departures = await listDepartures(pool(), ref(), 60);
  expect(departures).toHaveLength(60);
  expect(departures.filter((second) => second.departed > 0).map((second) => second.departed)).toEqual([80]);
  const gaps = departures.slice(1).map((second, index) => second.at.getTime() - (departures[index]?.at.getTime() ?? 0));
  expect(new Set(gaps)).toEqual(new Set([1_000]));
});

test("a short queue is counted, and messages that are not queued are not in it", async () => {
  const id = await campaign("running", 50);
  await queue(id, 50);
  await pool().query(`update message set state = 'accepted' where id in (select id from message order by id limit 8)`);
  expect(await findSenderQueue(pool(), ref())).toEqual({ messages: 42, exact: true });
});

test("a long queue is estimated from counters, shared among senders by their rates", async () => {
  const id = await campaign("running", 100_000);
  await queue(id, 5_000);
  await pool().query(`insert into campaign_tally (account_id, campaign_id, bucket_at, shard, accepted, rejected) values ($1, $2, now(), 0, 9000, 1000)`, [cast.accounts.live, id]);
  expect(await findSenderQueue(pool(), ref())).toEqual({ messages: 90_000 * 0.8, exact: false });
});

test("a sender has work in campaigns that are not over", async () => {
  for (const state of ["running", "paused", "held", "scheduled", "draft", "completed", "cancelled"]) await campaign(state, 1);
  expect((await listSenderCampaigns(pool(), ref())).map(({ state }) => state).sort()).toEqual(["held", "paused", "running", "scheduled"]);
  expect(await listSenderCampaigns(pool(), { accountId: cast.accounts.foreign, senderId })).toEqual([]);
});

test("a campaign may choose from all senders, not from a page of them", async () => {
  for (let n = 10; n < 42; n += 1) await addSender(cast.accounts.sandbox, { phone: `+4930230020${n}`, mps: 1 / 3 });
  expect(await listSenderChoices(pool(), cast.accounts.sandbox)).toHaveLength(32);
  expect((await listSenders(pool(), cast.accounts.sandbox, 1)).senders).toHaveLength(25);
});
