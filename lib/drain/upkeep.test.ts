import { beforeAll, beforeEach, expect, test } from "vitest";
import { pool } from "#lib/db/connection.ts";
import { seedCampaign } from "#lib/db/testing-campaign.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import type { DrainWorld } from "./drain-world.ts";
import { keepUp } from "./upkeep.ts";

let said: { event: string; facts: Record<string, string | number> }[];

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account, engine_turn cascade`);
  said = [];
});

const world: DrainWorld = {
  worker: "test",
  shard: 3,
  get db() {
    return pool();
  },
  monotonicMs: () => performance.now(),
  departureLog: null,
  roomOf: () => 10,
  send: () => Promise.reject(new Error("Nothing is sent here.")),
  say: (event, facts) => said.push({ event, facts }),
};

/** Passes until the condition holds, then ends after the pass in hand. */
async function keepUpUntil(holds: () => Promise<boolean>): Promise<void> {
  const stop = new AbortController();
  const kept = keepUp(world, stop.signal);
  await expect.poll(holds, { timeout: 30_000 }).toBe(true);
  stop.abort();
  await kept;
}

test("more messages than one statement moves expire in one pass, and their campaign is closed with it", async () => {
  await seedCampaign(pool(), { people: 10_001, mps: 80 });
  await pool().query(`update campaign set expires_at = now() - interval '1 second'`);
  await pool().query(`update message set expires_at = now() - interval '1 second'`);
  await keepUpUntil(async () => (await pool().query(`select 1 from campaign where finished_at is not null`)).rowCount === 1);
  expect(said).toEqual([{ event: "upkeep: expired", facts: { count: 10_001 } }, { event: "upkeep: completed", facts: { count: 1 } }]);
});
