/** Workers whose own clock is wrong, or jumps: nothing that is sent may depend on it. */
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { pool } from "#lib/db/connection.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { acceptTimesBySender } from "../soak/evidence.ts";
import { rateInvariant } from "../soak/rate-invariant.ts";
import { ended, seenBy, startDrainProcess, untilFinished, violationsOf, type DrainProcess } from "./test-drains.ts";
import { mostSlotsInOneSecond } from "./test-lateness.ts";
import { launchTo, openTestWorld, statesOf, until, type TestWorld } from "./test-world.ts";

const DAY_MS = 86_400_000;
const MPS = 80;

let world: TestWorld;
const drains: DrainProcess[] = [];

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account, person cascade`);
  world = await openTestWorld({ mps: 400 });
});
afterEach(async () => {
  await Promise.all(drains.splice(0).map((drain) => ended(drain, "SIGKILL")));
  await world.close();
});

test.each<[string, Record<string, string>]>([
  ["a day ahead", { CLOCK_SHIFT_MS: String(DAY_MS) }],
  ["a day behind", { CLOCK_SHIFT_MS: String(-DAY_MS) }],
  ["that jumps by up to a day whenever it is read", { CLOCK_JUMPS_MS: String(DAY_MS) }],
])("a worker with a clock %s sends everybody one message, at the rate, and nobody too early or too late", async (_name, orders) => {
  const { campaignId, queued } = await launchTo(world, { people: 90, mps: MPS });
  // What is due only in an hour stays, and so does what may not go any more since a moment ago.
  await pool().query(`update message set due_at = now() + interval '1 hour' where id in (select id from message order by id limit 5)`);
  await pool().query(`update message set expires_at = now() - interval '1 second' where id in (select id from message order by id desc limit 5)`);
  const drain = startDrainProcess(world, { orders, preload: "./soak/shifted-clock.ts" });
  drains.push(drain);
  const { rows } = await pool().query<{ id: string }>(`select m.id::text from message m order by m.id`);
  await until(() => statesOf(campaignId), ({ accepted }) => accepted === queued - 10);
  expect(await statesOf(campaignId)).toEqual({ accepted: queued - 10, queued: 10 });
  expect(new Set(seenBy(world).map(({ messageId }) => messageId))).toEqual(new Set(rows.slice(5, -5).map(({ id }) => id)));
  await pool().query(`update message set due_at = now(), expires_at = now() + interval '1 hour' where state = 'queued'`);
  await untilFinished(campaignId);
  expect(await ended(drain, "SIGTERM")).toBe(0);
  expect(await violationsOf(world)).toEqual([]);
  expect(await mostSlotsInOneSecond()).toBeLessThanOrEqual(MPS);
  const rates = [{ atMs: 0, mps: MPS }];
  expect([...acceptTimesBySender(seenBy(world))].flatMap(([sender, times]) => rateInvariant(sender, times, { rates, allowance: "storm", stalls: [] }))).toEqual([]);
});
