import { beforeAll, beforeEach, expect, test } from "vitest";
import { pool } from "./connection.ts";
import { countEmptyCells, countListPeople, listCampaignQueues, listSamplePeople, listSenderLoads } from "./review-campaign.ts";
import { seedShop, type SeededShop } from "./testing-shop.ts";
import { freshDatabase } from "./testing.ts";

let shop: SeededShop;

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account, person cascade`);
  shop = await seedShop(pool(), "live");
});

async function campaign(state: string, queued: number, senderIds: string[]): Promise<string> {
  const { rows } = await pool().query<{ id: string }>(`insert into campaign (account_id, name, state, queued, launched_at) values ($1, 'Other', $2, $3, now()) returning id`, [shop.accountId, state, queued]);
  const id = rows[0]?.id ?? "";
  await pool().query(`insert into campaign_sender select $1, $2, unnest($3::uuid[])`, [shop.accountId, id, senderIds]);
  return id;
}

test("a message can be seen as people of the list who may be written to", async () => {
  const people = await listSamplePeople(pool(), shop.accountId, shop.listId);
  expect(people.map((person) => person.name).sort()).toEqual(["Ana", "Omar", "Sue", "Tom"]);
  expect(people.find((person) => person.name === "Ana")?.attributes).toEqual({ "First name": "Ana", City: "Berlin" });
});

test("a cell of blanks is empty, and so is a column that nobody has", async () => {
  expect(await countEmptyCells(pool(), shop, ["City", "First name", "Points"])).toEqual({ City: 1, "First name": 0, Points: 5 });
  expect(await countEmptyCells(pool(), shop, [])).toEqual({});
  expect(await countListPeople(pool(), shop.accountId, shop.listId)).toBe(5);
});

test("somebody of another account sees nobody of this list", async () => {
  const other = await seedShop(pool(), "sandbox");
  expect(await listSamplePeople(pool(), other.accountId, shop.listId)).toEqual([]);
  expect(await countListPeople(pool(), other.accountId, shop.listId)).toBe(0);
});

test("what running campaigns have left on a sender is told by rate, and nothing else is", async () => {
  const [fast = "", slow = ""] = shop.senderIds;
  const shared = await campaign("running", 1000, [fast, slow]);
  await pool().query(`insert into campaign_tally (account_id, campaign_id, bucket_at, shard, accepted, unknown) values ($1, $2, now(), 1, 400, 100)`, [shop.accountId, shared]);
  await campaign("running", 60, [slow]);
  await campaign("paused", 900, [fast]);
  await campaign("draft", 0, [fast]);
  const loads = await listSenderLoads(pool(), shop.accountId, [{ id: fast, mps: 80 }, { id: slow, mps: 20 }]);
  expect(loads.map(({ backlog, backlogMedia }) => [backlog, backlogMedia])).toEqual([[400, 0], [160, 0]]);
  expect(await listCampaignQueues(pool(), shop.accountId, { upTo: shared })).toEqual(
    expect.arrayContaining([{ campaignId: shared, senderId: fast, lane: "text", messages: 400 }, { campaignId: shared, senderId: slow, lane: "text", messages: 100 }]),
  );
});

test("what is left of each sender follows from what it was given, and media is told apart", async () => {
  const [fast = "", slow = ""] = shop.senderIds;
  const shared = await campaign("running", 1000, [fast, slow]);
  await pool().query(`update campaign set has_media = true`);
  await pool().query(`update campaign_sender set given = case when sender_id = $1 then 100 else 900 end`, [fast]);
  await pool().query(`insert into campaign_tally (account_id, campaign_id, bucket_at, shard, accepted) values ($1, $2, now(), 1, 120)`, [shop.accountId, shared]);
  const loads = await listSenderLoads(pool(), shop.accountId, [{ id: fast, mps: 80 }, { id: slow, mps: 20 }]);
  expect(loads.map(({ backlog, backlogMedia }) => [backlog, backlogMedia])).toEqual([[4, 4], [876, 876]]);
});
