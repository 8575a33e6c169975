import { beforeAll, beforeEach, expect, test } from "vitest";
import { listSenderPaces } from "./campaign-rates.ts";
import { pool } from "./connection.ts";
import { RATE_LAG_SECONDS, RATE_WINDOW_SECONDS } from "./recent-rate.ts";
import { seedShop, type SeededShop } from "./testing-shop.ts";
import { freshDatabase } from "./testing.ts";

let shop: SeededShop;
const FROM = new Date("2026-11-22T14:00:00Z");
const second = (n: number) => new Date(FROM.getTime() + n * 1000);

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account, person cascade`);
  shop = await seedShop(pool(), "live");
});

async function depart(senderId: string | undefined, at: Date, departed: number): Promise<void> {
  await pool().query(`insert into sender_second (account_id, sender_id, second_at, shard, departed) select $1, $2, $3, shard, $4 / 2 from unnest(array[1, 2]) as shard`, [shop.accountId, senderId, at, departed]);
}

test("every second of the span has its pace, silent ones too, and what lies outside is left out", async () => {
  const [fast] = shop.senderIds;
  for (const [n, departed] of [[-1, 70], [0, 80], [1, 78], [3, 80], [4, 60]] as const) await depart(fast, second(n), departed);
  const [pace] = await listSenderPaces(pool(), shop.accountId, { senderIds: [fast ?? ""], from: FROM, to: second(4), stepSeconds: 1 });
  expect(pace?.steps).toEqual([80, 78, 0, 80].map((perSecond, n) => ({ at: second(n), perSecond })));
});

test("steps of several seconds hold the mean of their seconds", async () => {
  const [fast] = shop.senderIds;
  for (const n of [0, 1, 2, 3, 4]) await depart(fast, second(n), 80);
  const [pace] = await listSenderPaces(pool(), shop.accountId, { senderIds: [fast ?? ""], from: FROM, to: second(10), stepSeconds: 5 });
  expect(pace?.steps.map((step) => step.perSecond)).toEqual([80, 0]);
});

test("the achieved rate is that of the last complete seconds, per sender, in the order asked for", async () => {
  const [fast = "", slow = ""] = shop.senderIds;
  await pool().query(
    `insert into sender_second (account_id, sender_id, second_at, shard, departed) select $1, $2, date_trunc('second', now()) - make_interval(secs => n), 1, 30 from generate_series(0, 60) as n`,
    [shop.accountId, fast],
  );
  const paces = await listSenderPaces(pool(), shop.accountId, { senderIds: [slow, fast], from: FROM, to: second(1), stepSeconds: 1 });
  expect(paces.map((pace) => [pace.senderId, pace.achieved])).toEqual([[slow, 0], [fast, 30]]);
  expect(RATE_WINDOW_SECONDS + RATE_LAG_SECONDS).toBeLessThan(60);
});
