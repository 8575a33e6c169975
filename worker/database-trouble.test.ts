/** A database that ends its connections, takes no writes, or is away, under a whole worker. */
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { pool } from "#lib/db/connection.ts";
import { freePort } from "#lib/db/free-port.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { openProxy, type Proxy } from "../soak/proxy.ts";
import { ended, untilFinished, violationsOf } from "./test-drains.ts";
import { launchTo, openTestWorld, statesOf, until, type TestWorld } from "./test-world.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const ENGINE = "drumbeat engine";
/** Each loop asks once a second: for work, for starts, for the turn of the upkeep; where reading goes on, claims and settlements are tried too. And what a moment of measuring adds. */
const OPENS_MAX = { away: 4, readOnly: 8 };

let database: string;
let name: string;
let admin: pg.Client;
let line: Proxy;
let world: TestWorld;
let worker: ChildProcess;
let said: string[];

beforeAll(async () => {
  database = (await freshDatabase()).url;
  name = new URL(database).pathname.slice(1);
});
beforeEach(async () => {
  admin = new pg.Client(database);
  await admin.connect();
  await pool().query(`truncate account, person, heartbeat cascade`);
  world = await openTestWorld();
  line = await openProxy([Number(new URL(database).port)]);
  said = [];
  const port = await freePort(0);
  const env = { ...process.env, DATABASE_URL: Object.assign(new URL(database), { hostname: "127.0.0.1", port: String(line.port) }).href, TWILIO_API_BASE_URL: world.simulator.url, LISTENER_PORT: String(port), PUBLIC_BASE_URL: `http://127.0.0.1:${port}` };
  worker = spawn(process.execPath, ["worker/main.ts"], { cwd: ROOT, env, stdio: ["ignore", "pipe", "inherit"] });
  if (worker.stdout) createInterface(worker.stdout).on("line", (text) => said.push(JSON.parse(text).event));
});
afterEach(async () => {
  await ended({ child: worker }, "SIGKILL");
  await admin.query(`begin read write; alter database ${name} reset default_transaction_read_only; commit`);
  await admin.end();
  await line.close();
  await world.close();
});

const acceptedNow = async () => world.simulator.stats().totals.accepted;
const endConnections = () => admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()`, [name]);

async function everybodyOnce({ campaignId, queued }: { campaignId: string; queued: number }): Promise<void> {
  await untilFinished(campaignId);
  expect(worker.exitCode).toBe(null);
  expect(await violationsOf(world)).toEqual([]);
  expect(await statesOf(campaignId)).toEqual({ accepted: queued });
  expect(await ended({ child: worker }, "SIGTERM")).toBe(0);
}

/** How many connections the engine opens in a second while the database is as it is: until the worker has said some times that its heart does not beat. */
async function opensPerSecond(event = "heartbeat failed"): Promise<number> {
  const times = () => said.filter((each) => each === event).length;
  await until(async () => times(), (count) => count >= 1);
  const [opened, saidBefore, fromMs] = [line.opened(ENGINE), times(), performance.now()];
  await until(async () => times(), (count) => count >= saidBefore + 3);
  return ((line.opened(ENGINE) - opened) * 1000) / (performance.now() - fromMs);
}

test("connections that the database ends, again and again, end no process and cost nobody their message", async () => {
  const launched = await launchTo(world, { people: 150, mps: 60 });
  for (const share of [0.2, 0.4, 0.6]) {
    await until(acceptedNow, (accepted) => accepted >= launched.queued * share);
    await endConnections();
  }
  await everybodyOnce(launched);
});

test("a database that takes no writes for a while, as after a failover, is sent nothing by and is not besieged", async () => {
  const launched = await launchTo(world, { people: 100, mps: 60 });
  await until(acceptedNow, (accepted) => accepted >= 10);
  await admin.query(`alter database ${name} set default_transaction_read_only = on`);
  await endConnections();
  await until(async () => said.includes("the database does not answer"), Boolean);
  const whileReadOnly = await acceptedNow();
  const opens = await opensPerSecond();
  expect(await acceptedNow()).toBe(whileReadOnly);
  expect(opens).toBeLessThanOrEqual(OPENS_MAX.readOnly);
  await admin.query(`alter database ${name} reset default_transaction_read_only`);
  await endConnections();
  await everybodyOnce(launched);
});

test("a database that is away is asked for calmly, and as soon as it is back the rest is sent", async () => {
  const launched = await launchTo(world, { people: 100, mps: 60 });
  await until(acceptedNow, (accepted) => accepted >= 10);
  line.to([]);
  line.cut();
  const opens = await opensPerSecond();
  expect(opens).toBeLessThanOrEqual(OPENS_MAX.away);
  line.to([Number(new URL(database).port)]);
  await everybodyOnce(launched);
});
