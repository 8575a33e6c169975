import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { pool } from "#lib/db/connection.ts";
import { freePort } from "#lib/db/free-port.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { launchTo, openTestWorld, statesOf, until, type TestWorld } from "./test-world.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
let world: TestWorld;
let port: number;
const workers: ChildProcess[] = [];

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account, person, heartbeat cascade`);
  world = await openTestWorld();
  port = await freePort(0);
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => end(worker, "SIGTERM")));
  await world.close();
});

function startWorker(): ChildProcess {
  const env = { ...process.env, TWILIO_API_BASE_URL: world.simulator.url, LISTENER_PORT: String(port), PUBLIC_BASE_URL: `http://127.0.0.1:${port}` };
  const worker = spawn(process.execPath, ["worker/main.ts"], { cwd: ROOT, env, stdio: ["ignore", "ignore", "inherit"] });
  workers.push(worker);
  return worker;
}

function end(worker: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  return new Promise((resolve) => {
    if (worker.exitCode !== null || worker.signalCode !== null) return resolve(worker.exitCode);
    worker.once("exit", (code) => resolve(code));
    worker.kill(signal);
  });
}

const acceptedNow = async () => world.simulator.stats().totals.accepted;
const heartbeats = async () => (await pool().query<{ id: string }>(`select id from heartbeat`)).rows.length;

test("a worker killed with kill -9, again and again, loses nobody and writes to nobody twice", async () => {
  const { campaignId, queued } = await launchTo(world, { people: 600, mps: 100 });
  for (const share of [0.2, 0.4, 0.6]) {
    const worker = startWorker();
    await until(acceptedNow, (accepted) => accepted >= queued * share);
    await end(worker, "SIGKILL");
  }
  startWorker();
  const finished = async () => (await pool().query(`select 1 from campaign where id = $1 and finished_at is not null`, [campaignId])).rowCount === 1;
  await until(finished, Boolean, 60);
  await world.simulator.quiet();
  const { totals, recipients } = world.simulator.stats();
  expect(recipients.acceptedMoreThanOnce).toBe(0);
  // A kill in the instant between the note and the first byte leaves that one message unknown, for a person to see: never lost, never twice.
  const states = await until(() => statesOf(campaignId), (seen) => (seen.accepted ?? 0) === totals.accepted);
  expect(totals.accepted + (states.unknown ?? 0)).toBe(queued);
  // The machine tells of every other one whether it left. Where it cannot, what a kill found marked is unknown: 20 ms of the rate, and what one slow mark held.
  expect(states.unknown ?? 0).toBeLessThanOrEqual(process.platform === "linux" ? 3 : 12);
  const { rows } = await pool().query(`select max(n)::int as tries from (select count(*) filter (where outcome in ('accepted', 'ambiguous')) as n from attempt group by message_id) as each`);
  expect(rows[0]?.tries).toBe(1);
}, 90_000);

test("a worker that is asked to stop settles what is in hand, gives back the rest, and says goodbye", async () => {
  const { campaignId, queued } = await launchTo(world, { people: 300, mps: 100 });
  const worker = startWorker();
  await until(acceptedNow, (accepted) => accepted >= 30);
  expect(await heartbeats()).toBe(1);
  expect(await end(worker, "SIGTERM")).toBe(0);
  expect(await statesOf(campaignId)).toEqual({ accepted: await acceptedNow(), queued: queued - (await acceptedNow()) });
  expect((await pool().query(`select 1 from attempt where outcome = 'open'`)).rowCount).toBe(0);
  expect(await heartbeats()).toBe(0);
});
