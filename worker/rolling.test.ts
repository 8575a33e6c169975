/** A new version takes the place of an old one in the middle of a campaign. */
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { pool } from "#lib/db/connection.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { ended, startDrainProcess, untilFinished, violationsOf, type DrainProcess } from "./test-drains.ts";
import { launchTo, openTestWorld, statesOf, until, type TestWorld } from "./test-world.ts";

/** What whoever deploys waits for, before they kill. */
const STOPS_WITHIN_MS = 20_000;

let world: TestWorld;
const drains: DrainProcess[] = [];

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => void (world = await openTestWorld({ latencyMs: 300 })));
afterEach(async () => {
  await Promise.all(drains.splice(0).map((drain) => ended(drain, "SIGKILL")));
  await world.close();
});

function start(): DrainProcess {
  const drain = startDrainProcess(world);
  drains.push(drain);
  return drain;
}

async function attemptsOf({ worker }: DrainProcess): Promise<{ all: number; open: number; unsent: number }> {
  const { rows } = await pool().query<{ all: number; open: number; unsent: number }>(
    `select count(*)::int as all, (count(*) filter (where outcome = 'open'))::int as open, (count(*) filter (where outcome = 'not_sent'))::int as unsent from attempt where worker = $1`,
    [worker],
  );
  return rows[0] ?? { all: 0, open: 0, unsent: 0 };
}

test("an old worker that is asked to stop finishes what is under way, gives back the rest, and the new one goes on", async () => {
  const { campaignId, queued } = await launchTo(world, { people: 400, mps: 50 });
  const old = start();
  await until(() => attemptsOf(old), ({ all }) => all >= 40);
  const fresh = start();
  // It claims ahead of its slots, so something is always claimed and not sent, and something under way.
  await until(() => attemptsOf(old), ({ all, open }) => all >= 80 && open >= 5);
  const askedMs = performance.now();
  expect(await ended(old, "SIGTERM")).toBe(0);
  expect(performance.now() - askedMs).toBeLessThan(STOPS_WITHIN_MS);
  const left = await attemptsOf(old);
  expect(left).toMatchObject({ open: 0 });
  await untilFinished(campaignId);
  expect(await violationsOf(world)).toEqual([]);
  expect(await statesOf(campaignId)).toEqual({ accepted: queued });
  expect(await attemptsOf(old)).toEqual(left);
  expect((await attemptsOf(fresh)).all).toBeGreaterThanOrEqual(queued - (left.all - left.unsent));
  expect(await ended(fresh, "SIGTERM")).toBe(0);
});
