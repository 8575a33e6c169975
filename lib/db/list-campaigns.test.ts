import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Cursor } from "#lib/domain/keyset.ts";
import { pool } from "./connection.ts";
import { findCampaign } from "./find-campaign.ts";
import { CAMPAIGN_KEY, CAMPAIGN_PAGE_SIZE, CAMPAIGN_SORTS, type CampaignFilter, type CampaignSort, countCampaignsByState, listCampaigns } from "./list-campaigns.ts";
import { seedShop, type SeededShop } from "./testing-shop.ts";
import { freshDatabase } from "./testing.ts";

let shop: SeededShop;

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account, person cascade`);
  shop = await seedShop(pool(), "live");
});

/** Campaigns 1, 2, 3 …, three of each moment, so that only the id tells them apart. */
async function seedMany(count: number): Promise<void> {
  await pool().query(
    `insert into campaign (account_id, name, created_at) select $1, 'Campaign ' || n, now() - make_interval(mins => n / 3) + interval '123456 microseconds' from generate_series(1, $2::int) as n`,
    [shop.accountId, count],
  );
}

const ANY: CampaignFilter = { state: null, search: "", sort: { by: "created", descending: true }, cursor: null };

async function page(cursor: Cursor) {
  return listCampaigns(pool(), shop.accountId, { ...ANY, cursor });
}

test("walking through all pages shows every campaign once, newest first, there and back", async () => {
  await seedMany(60);
  const first = await page(null);
  const second = await page({ direction: "after", key: first.after ?? "" });
  const third = await page({ direction: "after", key: second.after ?? "" });
  const shown = [first, second, third].flatMap((each) => each.rows.map((row) => row.id));
  expect([first.rows.length, second.rows.length, third.rows.length]).toEqual([CAMPAIGN_PAGE_SIZE, CAMPAIGN_PAGE_SIZE, 10]);
  expect(new Set(shown).size).toBe(60);
  expect([first.before, third.after]).toEqual([null, null]);
  const times = [first, second, third].flatMap((each) => each.rows.map((row) => row.createdAt.getTime()));
  expect(times).toEqual([...times].sort((a, b) => b - a));
  const back = await page({ direction: "before", key: third.before ?? "" });
  expect(back.rows.map((row) => row.id)).toEqual(second.rows.map((row) => row.id));
  expect((await page({ direction: "before", key: back.before ?? "" })).before).toBeNull();
});

test.each<CampaignSort>(CAMPAIGN_SORTS.flatMap((by) => [{ by, descending: false }, { by, descending: true }]))("pages in the order %o follow each other without a gap, there and back, also among equals", async (sort) => {
  await seedMany(60);
  await pool().query(`update campaign set name = case when name like '%7' then 'Same' when name like '%3' then 'same' else name end, queued = length(name) * 1000`);
  const at = (cursor: Cursor) => listCampaigns(pool(), shop.accountId, { ...ANY, sort, cursor });
  const first = await at(null);
  const second = await at({ direction: "after", key: first.after ?? "" });
  const third = await at({ direction: "after", key: second.after ?? "" });
  const shown = [first, second, third].flatMap(({ rows }) => rows);
  expect(new Set(shown.map(({ id }) => id)).size).toBe(60);
  const places = shown.map((row) => (sort.by === "name" ? row.name.toLowerCase() : sort.by === "queued" ? row.queued : row.createdAt.getTime()));
  expect(places).toEqual([...places].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0) * (sort.descending ? -1 : 1)));
  expect([first.before, third.after]).toEqual([null, null]);
  expect(second.after).toMatch(CAMPAIGN_KEY);
  const back = await at({ direction: "before", key: third.before ?? "" });
  expect(back.rows).toEqual(second.rows);
  expect((await at({ direction: "before", key: back.before ?? "" })).rows).toEqual(first.rows);
});

test("a search finds any part of a name, in whatever case, and takes no sign for a pattern", async () => {
  await seedMany(12);
  const found = async (search: string) => (await listCampaigns(pool(), shop.accountId, { ...ANY, search })).rows.map(({ name }) => name).sort();
  expect(await found("PAIGN 1")).toEqual(["Campaign 1", "Campaign 10", "Campaign 11", "Campaign 12"]);
  expect([await found("%"), await found("_"), await found("' or true --")]).toEqual([[], [], []]);
  expect(await countCampaignsByState(pool(), shop.accountId, "paign 1")).toEqual({ draft: 4 });
});

test("a key is what an address may hold, and nothing else is", async () => {
  await seedMany(30);
  expect((await page(null)).after).toMatch(CAMPAIGN_KEY);
  expect("1; drop table campaign").not.toMatch(CAMPAIGN_KEY);
});

test("a row tells what is queued, settled, accepted and on a phone, and how fast it goes", async () => {
  const { rows } = await pool().query<{ id: string }>(
    `insert into campaign (account_id, name, state, template_id, list_id, audience, queued, launched_at) values ($1, 'Spring', 'running', $2, $3, 5, 5000, now()) returning id`,
    [shop.accountId, shop.templates.utility, shop.listId],
  );
  const id = rows[0]?.id;
  await pool().query(`insert into campaign_sender select $1, $2, unnest($3::uuid[])`, [shop.accountId, id, shop.senderIds]);
  await pool().query(
    `insert into campaign_tally (account_id, campaign_id, bucket_at, shard, accepted, rejected, unknown, delivered, read)
     select $1, $2, date_bin('10 seconds', now(), 'epoch') - make_interval(secs => back), shard, 390, 6, 4, 250, 50 from unnest(array[0, 10, 20, 30]) as back, unnest(array[1, 2]) as shard`,
    [shop.accountId, id],
  );
  const [row] = (await page(null)).rows;
  expect(row).toMatchObject({ name: "Spring", state: "running", template: "utility_voucher", list: "Newsletter", queued: 5000, settled: 3200, accepted: 3120, delivered: 2400, configured: 100 });
  expect(row?.achieved).toBeGreaterThan(0);
});

test("a campaign that was only just launched is measured since its launch, not over the time before", async () => {
  const { rows } = await pool().query<{ id: string }>(`insert into campaign (account_id, name, state, queued, launched_at) values ($1, 'Fresh', 'running', 5000, now() - interval '5 seconds') returning id`, [shop.accountId]);
  await pool().query(`insert into campaign_tally (account_id, campaign_id, bucket_at, shard, accepted) values ($1, $2, date_bin('10 seconds', now(), 'epoch'), 1, 400)`, [shop.accountId, rows[0]?.id]);
  const achieved = (await page(null)).rows[0]?.achieved ?? 0;
  expect(achieved).toBeLessThanOrEqual(80);
  expect(achieved).toBeGreaterThan(20);
});

test("a campaign that has run for long is measured over its last buckets alone", async () => {
  const { rows } = await pool().query<{ id: string }>(`insert into campaign (account_id, name, state, queued, launched_at) values ($1, 'Old', 'running', 5000, now() - interval '1 hour') returning id`, [shop.accountId]);
  await pool().query(
    `insert into campaign_tally (account_id, campaign_id, bucket_at, shard, accepted) select $1, $2, date_bin('10 seconds', now(), 'epoch') - make_interval(secs => back), 1, 800 from generate_series(10, 3000, 10) as back`,
    [shop.accountId, rows[0]?.id],
  );
  // Two full buckets over the twenty seconds that they took and what has passed of the third.
  const achieved = (await page(null)).rows[0]?.achieved ?? 0;
  expect(achieved).toBeLessThanOrEqual(1_600 / 20);
  expect(achieved).toBeGreaterThanOrEqual(1_600 / 30 - 1);
});

test("the filter and the counts are by state, and another account's campaigns are in neither", async () => {
  await seedMany(3);
  await pool().query(`update campaign set state = 'running' where name = 'Campaign 2'`);
  const other = await seedShop(pool(), "sandbox");
  await pool().query(`insert into campaign (account_id, name) values ($1, 'Foreign')`, [other.accountId]);
  expect(await countCampaignsByState(pool(), shop.accountId)).toEqual({ draft: 2, running: 1 });
  const running = await listCampaigns(pool(), shop.accountId, { ...ANY, state: "running" });
  expect(running.rows.map((row) => row.name)).toEqual(["Campaign 2"]);
});

test("a campaign is found with its template, list and senders, and only by its own account", async () => {
  const { rows } = await pool().query<{ id: string }>(
    `insert into campaign (account_id, name, template_id, list_id, created_by_id, mapping) values ($1, 'Spring', $2, $3, $4, '{"1":{"from":"text","text":"you"}}') returning id`,
    [shop.accountId, shop.templates.marketing, shop.listId, shop.personId],
  );
  const campaignId = rows[0]?.id ?? "";
  await pool().query(`insert into campaign_sender values ($1, $2, $3)`, [shop.accountId, campaignId, shop.senderIds[0]]);
  await pool().query(`update sender_gate set hold_reason = 'why' where sender_id = $1`, [shop.senderIds[0]]);
  const found = await findCampaign(pool(), { accountId: shop.accountId, campaignId });
  expect(found).toMatchObject({ name: "Spring", createdBy: "Ines", list: { columns: ["First name", "City"] }, template: { category: "marketing", variables: [{ key: "1" }, { key: "2" }] } });
  expect(found?.senders).toMatchObject([{ name: "Shop", mps: 80, holdReason: "why" }]);
  const other = await seedShop(pool(), "sandbox");
  expect(await findCampaign(pool(), { accountId: other.accountId, campaignId })).toBeNull();
});
