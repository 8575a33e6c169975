import { beforeAll, beforeEach, expect, test } from "vitest";
import type { ForecastSender } from "#lib/domain/launch-forecast.ts";
import { inTransaction, pool } from "./connection.ts";
import { countSharing, freezeAudience, type Frozen } from "./freeze-audience.ts";
import { seedShop, type SeededShop } from "./testing-shop.ts";
import { freshDatabase } from "./testing.ts";

const PEOPLE = 1_000;

let shop: SeededShop;
let [fast, slow] = ["", ""];

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account, person cascade`);
  shop = await seedShop(pool(), "live");
  [fast = "", slow = ""] = shop.senderIds;
  await pool().query(
    `with r as (insert into contact (account_id, phone) select $1, '+4930231' || (100000 + n) from generate_series(1, ${PEOPLE}) as n returning id)
     insert into list_member (account_id, list_id, contact_id) select $1, $2, id from r`,
    [shop.accountId, shop.listId],
  );
});

const idle = (id: string, mps: number, backlog = 0): ForecastSender => ({ id, mps, backlog, backlogMedia: 0 });
const both = () => [idle(fast, 80), idle(slow, 20)];

async function campaign(): Promise<string> {
  const { rows } = await pool().query<{ id: string }>(`insert into campaign (account_id, name) values ($1, 'Spring') returning id`, [shop.accountId]);
  await pool().query(`insert into campaign_sender (account_id, campaign_id, sender_id) select $1, $2, unnest($3::uuid[])`, [shop.accountId, rows[0]?.id, shop.senderIds]);
  return rows[0]?.id ?? "";
}

const planOf = () => ({ accountId: shop.accountId, accountKind: "live" as const, listId: shop.listId, category: "utility" as const, mapping: {} });

async function freeze(campaignId: string, senders: ForecastSender[], lifeHours = 24): Promise<Frozen> {
  return inTransaction((tx) => freezeAudience(tx, { ...planOf(), campaignId, senders, lane: "text", lifeHours }));
}

/** What was sent `daysAgo`: to everybody of the list whose id leaves this rest, from this sender. */
async function wrote(senderId: string, { rest, daysAgo }: { rest: number; daysAgo: number }): Promise<void> {
  const campaignId = await campaign();
  await pool().query(
    `
    with c as (update campaign set state = 'completed', launched_at = now() - make_interval(days => $4), finished_at = now(), queued = ${PEOPLE} where id = $2)
    insert into message (account_id, campaign_id, contact_id, sender_id, state, expires_at)
    select $1, $2, contact_id, $3, 'accepted', now() from list_member where list_id = $5 and contact_id % 4 = $6
    `,
    [shop.accountId, campaignId, senderId, daysAgo, shop.listId, rest],
  );
}

/** By the rest of the contact's id, who sends how many. */
async function sendersOf(campaignId: string): Promise<Record<string, string[]>> {
  const { rows } = await pool().query<{ rest: number; senders: string[] }>(
    `select (contact_id % 4)::int as rest, array_agg(distinct sender_id::text) as senders from message where campaign_id = $1 and state = 'queued' group by 1`,
    [campaignId],
  );
  return Object.fromEntries(rows.map((row) => [row.rest, row.senders]));
}

test("load follows rate, everybody is there once, and the ledger adds up", async () => {
  const id = await campaign();
  const { counts, shares } = await freeze(id, both());
  expect(counts).toEqual({ audience: PEOPLE + 5, queued: PEOPLE + 4, suppressed: { opted_out: 1 } });
  expect((shares[0] ?? 0) + (shares[1] ?? 0)).toBe(counts.queued);
  // Four in five, as far as a hash tells people apart.
  expect((shares[0] ?? 0) / counts.queued).toBeGreaterThan(0.76);
  expect((shares[0] ?? 0) / counts.queued).toBeLessThan(0.84);
  const { rows } = await pool().query(`select sender_id as id, given from campaign_sender where campaign_id = $1`, [id]);
  expect(rows).toEqual(expect.arrayContaining([{ id: fast, given: shares[0] }, { id: slow, given: shares[1] }]));
});

test("who wrote to somebody last writes again, an open conversation goes before that, and what is long ago is forgotten", async () => {
  await wrote(fast, { rest: 0, daysAgo: 20 });
  await wrote(slow, { rest: 0, daysAgo: 3 });
  await wrote(slow, { rest: 1, daysAgo: 2 });
  await wrote(slow, { rest: 2, daysAgo: 40 });
  await pool().query(
    `insert into service_window (account_id, sender_id, contact_id, last_inbound_at)
     select $1, s.id, contact_id, now() - make_interval(hours => s.hours) from list_member, (values ($3::uuid, 2), ($4::uuid, 5)) as s(id, hours) where list_id = $2 and contact_id % 4 = 1`,
    [shop.accountId, shop.listId, fast, slow],
  );
  const id = await campaign();
  const planned = await countSharing(pool(), planOf(), { senders: both(), lane: "text", lifeSeconds: 86_400 });
  const { shares } = await freeze(id, both());
  // The slow one has a quarter already, which is more than a fifth: everybody else goes to the fast one.
  expect(await sendersOf(id)).toMatchObject({ 0: [slow], 1: [fast], 2: [fast], 3: [fast] });
  // The review plans what the launch writes.
  expect(Math.abs((planned.shares?.[0] ?? 0) - (shares[0] ?? 0))).toBeLessThan(PEOPLE * 0.05);
});

test("a window that closed, and one with a sender outside the pool, keep nobody", async () => {
  await pool().query(
    `insert into service_window (account_id, sender_id, contact_id, last_inbound_at) select $1, $3, contact_id, now() - interval '25 hours' from list_member where list_id = $2`,
    [shop.accountId, shop.listId, slow],
  );
  const { shares } = await freeze(await campaign(), both());
  expect(shares[0]).toBeGreaterThan(PEOPLE * 0.75);
  await pool().query(`update service_window set last_inbound_at = now()`);
  expect((await freeze(await campaign(), [idle(fast, 80)])).shares).toEqual([PEOPLE + 4]);
});

test("a sender that is busy with other campaigns gets less, so that all are done together", async () => {
  // At 100 per second in all, 1,004 and the 400 before take 14 seconds: 723 more from the fast one, 281 from the slow one.
  const { shares } = await freeze(await campaign(), [idle(fast, 80, 400), idle(slow, 20)]);
  expect(shares[0]).toBeGreaterThan(680);
  expect(shares[0]).toBeLessThan(765);
  expect((await freeze(await campaign(), [idle(fast, 80, 900_000), idle(slow, 20)])).shares[0]).toBe(0);
});

test("when staying would make the campaign late, only open conversations stay", async () => {
  for (const rest of [0, 1, 2, 3]) await wrote(slow, { rest, daysAgo: 1 });
  await pool().query(`insert into service_window (account_id, sender_id, contact_id, last_inbound_at) select $1, $3, contact_id, now() from list_member where list_id = $2 and contact_id % 4 = 1`, [shop.accountId, shop.listId, slow]);
  const id = await campaign();
  expect((await freeze(id, both())).shares).toEqual([0, PEOPLE + 4]);
  const slower = await campaign();
  // 1,004 at 0.01 per second would take more than a day.
  const { shares } = await freeze(slower, [idle(fast, 80), idle(slow, 0.01)]);
  expect(await sendersOf(slower)).toMatchObject({ 1: [slow] });
  expect(shares[0]).toBeGreaterThan(PEOPLE * 0.7);
});
