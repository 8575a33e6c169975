import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { pool } from "#lib/db/connection.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import type { OpenDrain } from "#lib/drain/open-drain.ts";
import { runDrain } from "#lib/drain/run-drain.ts";
import { drainOf, launchTo, openTestWorld, statesOf, until, type TestWorld } from "./test-world.ts";

let world: TestWorld;
let drain: OpenDrain;
const stop = new AbortController();
let ended: Promise<unknown> = Promise.resolve();

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => void (world = await openTestWorld({ mps: 400, latencyMs: 20 })));
afterEach(async () => {
  stop.abort();
  await ended;
  await drain.close();
  await world.close();
});

async function triesOfEach(): Promise<{ least: number; most: number; all: number }> {
  const { rows } = await pool().query<{ least: number; most: number; all: number }>(
    `select coalesce(min(n), 0)::int as least, coalesce(max(n), 0)::int as most, coalesce(sum(n), 0)::int as all from (select count(a.n) as n from message m left join attempt a on a.account_id = m.account_id and a.message_id = m.id group by m.id) as each`,
  );
  return rows[0] ?? { least: 0, most: 0, all: 0 };
}

test("a Twilio that has no room for anything is asked ever less, and as soon as it has room everybody is written to once", async () => {
  world.simulator.setFaults({ rates: { refuse429: 1 } });
  const { campaignId, queued } = await launchTo(world, { people: 60, mps: 200 });
  drain = drainOf(world, "drain");
  const first = drain.world.roomOf(world.accountId);
  ended = runDrain(drain.world, stop.signal);
  await until(triesOfEach, ({ least }) => least >= 2);
  expect(drain.world.roomOf(world.accountId)).toBe(1);
  expect(first).toBeGreaterThan(100);
  const refused = await triesOfEach();
  expect(refused.most).toBeLessThanOrEqual(4);

  world.simulator.setFaults({});
  await until(() => statesOf(campaignId), (states) => states.accepted === queued);
  const tries = await triesOfEach();
  expect(tries.most).toBeLessThanOrEqual(refused.most + 2);
  expect(world.simulator.stats()).toMatchObject({ totals: { accepted: queued }, recipients: { acceptedMoreThanOnce: 0 } });
  expect(drain.world.roomOf(world.accountId)).toBeGreaterThan(1);
}, 60_000);
