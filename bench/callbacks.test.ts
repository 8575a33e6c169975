import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { freshDatabase } from "#lib/db/testing.ts";
import { pool } from "#lib/db/connection.ts";
import { type Doors, forgedFigures, genuineFigures, killedFigures } from "./callbacks.ts";
import type { Figure } from "./figure.ts";
import { drawForgery } from "./forged.ts";
import { arrivalsOf, drawLog, fatesOf } from "./genuine.ts";
import { changedRows, keepChecksums } from "./row-changes.ts";
import { drawFrom } from "./seeded.ts";
import { inboundWebhook, openWebhookShop, statusWebhook } from "./webhook-shop.ts";
import { endDoor, spawnDoor } from "./webhook-stage.ts";

const PUBLIC = "https://hooks.example.com";
const SEED = 20_261_125;
const doors: Doors = { publicBaseUrl: PUBLIC, open: () => spawnDoor("listener"), kill: (door) => endDoor(door) };

beforeAll(async () => {
  await freshDatabase();
  vi.stubEnv("PUBLIC_BASE_URL", PUBLIC);
});
afterAll(() => void vi.stubEnv("PUBLIC_BASE_URL", undefined));

async function misses(figures: AsyncGenerator<Figure>): Promise<Figure[]> {
  const missed: Figure[] = [];
  for await (const figure of figures) if (!figure.holds) missed.push(figure);
  return missed;
}

test("a thousand forged, moved, foreign and repeated webhooks change no row", async () => {
  expect(await misses(forgedFigures(doors, 1_000, SEED))).toEqual([]);
});

test("a thousand statuses, shuffled and copied up to five times, leave what their log says", async () => {
  expect(await misses(genuineFigures(doors, 1_000, SEED))).toEqual([]);
});

test("a listener that is killed has lost nothing to which it said 2xx", async () => {
  expect(await misses(killedFigures(doors, 2, SEED))).toEqual([]);
});

test("a row that is added, changed or removed is seen", async () => {
  const shop = await openWebhookShop({ messages: 2, publicBaseUrl: PUBLIC, authToken: "a".repeat(32) });
  await keepChecksums();
  expect(await changedRows()).toBe(0);
  await pool().query(`update message set error_code = 1 where id = $1`, [shop.messageIds[0]]);
  expect(await changedRows()).toBe(2);
  await pool().query(`delete from attempt where message_id = $1`, [shop.messageIds[1]]);
  expect(await changedRows()).toBe(3);
});

test("the forgeries are of every kind, and the log has contradictions, codes, both shapes of a read receipt and copies", async () => {
  const shop = await openWebhookShop({ messages: 2, publicBaseUrl: PUBLIC, authToken: "a".repeat(32) });
  const webhooks = [statusWebhook(shop, 0, { status: "sent", code: null, eventType: null }), inboundWebhook(shop, { sid: "SM1", from: "+4930230000001", body: "stop" })];
  const draw = drawFrom(SEED);
  const kinds = new Set(Array.from({ length: 2_000 }, () => drawForgery({ shop, other: shop, webhooks }, draw).kind));
  expect(kinds.size).toBe(17);
  const log = drawLog(2_000, SEED);
  expect(new Set(log.map(({ eventType }) => eventType))).toEqual(new Set([null, "READ"]));
  expect(arrivalsOf(log, SEED).length).toBeGreaterThan(2 * log.length);
  expect(new Set(Array.from(fatesOf(log).values(), ({ delivery }) => delivery))).toEqual(new Set(["sent", "canceled", "failed", "delivered", "read", "undelivered"]));
});
