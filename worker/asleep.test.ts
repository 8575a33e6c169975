/** A worker that is stopped in the middle of its work, and wakes up when others have long gone on without it. */
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { pauseCampaign } from "#lib/commands/pause-campaign.ts";
import { resumeCampaign } from "#lib/commands/resume-campaign.ts";
import type { CrashPoint } from "#lib/crashpoint.ts";
import { pool } from "#lib/db/connection.ts";
import { LATENESS_GUARD_MS } from "#lib/db/mark-departed.ts";
import { clockAhead, freshDatabase } from "#lib/db/testing.ts";
import { ended, isStopped, seenBy, startDrainProcess, untilFinished, violationsOf, type DrainOrders, type DrainProcess } from "./test-drains.ts";
import { launchTo, openTestWorld, statesOf, until, type TestWorld } from "./test-world.ts";

/** Longer than anything waits for an answer: whoever sleeps so long has been given up. In milliseconds. */
const SLEPT_MS = 40_000;

let world: TestWorld;
const drains: DrainProcess[] = [];

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account, person, engine_turn cascade`);
  world = await openTestWorld();
});
afterEach(async () => {
  await Promise.all(drains.splice(0).map((drain) => ended(drain, "SIGKILL")));
  await world.close();
  await clockAhead(0);
});

function start(orders?: DrainOrders): DrainProcess {
  const drain = startDrainProcess(world, orders);
  drains.push(drain);
  return drain;
}

const openOf = ({ worker }: DrainProcess) => async () => (await pool().query(`select 1 from attempt where worker = $1 and outcome = 'open'`, [worker])).rowCount;

/** Whether the upkeep was somebody's whose clock is ahead. */
const othersTurn = async () => (await pool().query(`select 1 from engine_turn where name = 'upkeep' and at > app_now() - make_interval(secs => $1)`, [SLEPT_MS / 2_000])).rowCount;

/** What a worker sent after a moment although its slot had passed before it, by the simulator's log. */
async function sentLate({ worker }: DrainProcess, afterMs: number): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>(
    `select message_id || '-' || n as id from attempt where worker = $1 and extract(epoch from slot_at) * 1000 < $2::float8`,
    [worker, afterMs - LATENESS_GUARD_MS],
  );
  const late = new Set(rows.map(({ id }) => id));
  return seenBy(world).flatMap(({ messageId, n, receivedAt }) => (receivedAt > afterMs && late.has(`${messageId}-${n}`) ? [`${messageId}-${n}`] : []));
}

const CASES: [string, CrashPoint, number][] = [
  ["with a claim in hand", "C4", 3],
  ["before its first byte", "D1", 12],
  ["as the one that clears up after the dead", "L1", 1],
];

test.skipIf(process.platform !== "linux").each(CASES)("a worker that falls asleep %s sends nothing late when it wakes, and nobody twice", async (_name, point, pass) => {
  const { campaignId, queued } = await launchTo(world, { people: 80, mps: 40 });
  const ref = { accountId: world.accountId, campaignId };
  const sleeper = start({ orders: { PAUSE_AT: `${point}:${pass}` } });
  await until(async () => isStopped(sleeper), Boolean);
  const left = (await statesOf(campaignId)).queued ?? 0;
  expect(left).toBeGreaterThan(0);
  expect(await pauseCampaign(world.personId, ref)).toEqual({ kind: "moved" });
  // For whoever connects from now on the time has passed.
  await clockAhead(SLEPT_MS);
  const other = start();
  await until(othersTurn, (had) => had === 1);
  await until(openOf(sleeper), (open) => open === 0);
  expect(await ended(other, "SIGTERM")).toBe(0);
  await clockAhead(0);

  const wokenAtMs = Date.now();
  sleeper.child.kill("SIGCONT");
  expect(await resumeCampaign(world.personId, ref)).toEqual({ kind: "moved" });
  await untilFinished(campaignId);
  expect(await ended(sleeper, "SIGTERM")).toBe(0);
  expect(await sentLate(sleeper, wokenAtMs)).toEqual([]);
  expect(await violationsOf(world)).toEqual([]);
  // It settled what it had sent, and what it had not sent went again.
  expect(await statesOf(campaignId)).toEqual({ accepted: queued });
});
