import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { afterEach, beforeAll, expect, test } from "vitest";
import { pool } from "#lib/db/connection.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { messageInvariants } from "../soak/message-invariants.ts";
import { rowInvariants } from "../soak/row-invariants.ts";
import { seenIn } from "../soak/evidence.ts";
import type { CrashPoint } from "#lib/crashpoint.ts";
import { launchTo, openTestWorld, statesOf, until, type TestWorld } from "./test-world.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const PEOPLE = 600;
const MPS = 80;
const SENDERS = 2;
/** Where a worker dies, and at which pass: on its way from the claim to its settlement, and in its upkeep. */
const DEATHS: [CrashPoint, number][] = [["C2", 3], ["C4", 2], ["D1", 15], ["D3", 10], ["D4", 20], ["D5", 10], ["D6", 4], ["L1", 2]];

let world: TestWorld;
const drains: ChildProcess[] = [];

beforeAll(async () => void (await freshDatabase()));
afterEach(async () => {
  await Promise.all(drains.splice(0).map((drain) => gone(drain, "SIGKILL")));
  await world.close();
});

function startDrain(orders: Record<string, string> = {}): ChildProcess {
  const env = { ...process.env, DRUMBEAT_CRASH_POINTS: "this-process-is-a-test", ...orders };
  const drain = spawn(process.execPath, ["worker/test-drain-process.ts", world.publicBaseUrl, world.simulator.url], { cwd: ROOT, env, stdio: ["ignore", "ignore", "inherit"] });
  drains.push(drain);
  return drain;
}

/** By which signal it ended. */
function gone(drain: ChildProcess, by?: NodeJS.Signals): Promise<NodeJS.Signals | null> {
  return new Promise((resolve) => {
    if (drain.exitCode !== null || drain.signalCode !== null) return resolve(drain.signalCode);
    drain.once("exit", (_, signal) => resolve(signal));
    if (by) drain.kill(by);
  });
}

test("drains that die at every step from a claim to its settlement lose nobody and write to nobody twice", { timeout: 90_000 }, async () => {
  world = await openTestWorld();
  const { campaignId, queued } = await launchTo(world, { people: PEOPLE, mps: MPS, senders: SENDERS });
  // One serves a sender at a time: the next takes it over when one has died.
  const died = await Promise.all(DEATHS.map(([point, pass]) => gone(startDrain({ CRASH_AT: `${point}:${pass}` }))));
  expect(died).toEqual(DEATHS.map(() => "SIGKILL"));
  startDrain();
  await until(async () => (await pool().query(`select 1 from campaign where id = $1 and finished_at is not null`, [campaignId])).rowCount, (finished) => finished === 1, 60);
  await world.simulator.quiet();
  const { total } = world.simulator.log({ limit: 1 });
  const seen = world.simulator.log({ limit: total }).entries.flatMap((entry) => seenIn(entry) ?? []);
  expect(await messageInvariants({ db: pool(), seen })).toEqual([]);
  expect(await rowInvariants(pool(), "at rest")).toEqual([]);
  const { accepted = 0, unknown = 0 } = await statesOf(campaignId);
  expect(accepted + unknown).toBe(queued);
  // Before D1 nothing is noted, after D3 the callbacks say it: what cannot be told is what left at the same moment.
  expect(unknown).toBeLessThanOrEqual(DEATHS.length);
});
