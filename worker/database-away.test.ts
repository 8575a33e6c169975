/** A worker whose database is away when it starts, or goes away while it does. */
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { pool } from "#lib/db/connection.ts";
import { freePort } from "#lib/db/free-port.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { openProxy, type Proxy } from "../soak/proxy.ts";
import { until } from "./test-world.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
let database: URL;
let line: Proxy;
let worker: ChildProcess | undefined;
let complained: string;
let said: { event: string; [fact: string]: unknown }[];

beforeAll(async () => {
  database = new URL((await freshDatabase()).url);
});
beforeEach(async () => {
  await pool().query(`drop schema if exists pgboss cascade`);
  line = await openProxy();
  said = [];
  complained = "";
});
afterEach(async () => {
  await end("SIGKILL");
  await line.close();
});

/** A worker that reaches the database only by the line, at an address that may be changed. */
async function start(changes: Partial<URL> = {}): Promise<void> {
  const port = await freePort(0);
  const throughLine = Object.assign(new URL(database), { hostname: "127.0.0.1", port: String(line.port) }, changes).href;
  const env = { ...process.env, DATABASE_URL: throughLine, TWILIO_API_BASE_URL: "http://127.0.0.1:9", LISTENER_PORT: String(port), PUBLIC_BASE_URL: `http://127.0.0.1:${port}` };
  worker = spawn(process.execPath, ["worker/main.ts"], { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
  if (worker.stdout) createInterface(worker.stdout).on("line", (text) => said.push(JSON.parse(text)));
  worker.stderr?.setEncoding("utf8").on("data", (text: string) => (complained += text));
}

function end(signal: NodeJS.Signals): Promise<number | null> {
  return new Promise((resolve) => {
    if (!worker || worker.exitCode !== null || worker.signalCode !== null) return resolve(worker?.exitCode ?? null);
    worker.once("exit", (code) => resolve(code));
    worker.kill(signal);
  });
}

/** Until it says so; fails at once when it ends instead. */
async function says(event: string): Promise<void> {
  const seen = await until(async () => said.some((each) => each.event === event) || worker?.exitCode !== null, Boolean);
  expect({ seen, said: said.filter((each) => each.event === event).length > 0, exitCode: worker?.exitCode }).toEqual({ seen: true, said: true, exitCode: null });
}

test("a worker that finds no database says so, waits, and starts when there is one", async () => {
  await start();
  await says("chores not started");
  line.to([Number(database.port)]);
  await says("worker started");
  expect((await pool().query(`select 1 from pgboss.queue where name = 'order-syncs'`)).rowCount).toBe(1);
  expect(await end("SIGTERM")).toBe(0);
});

test("a worker whose database goes away while it makes its queues goes on when it is back, and can be stopped meanwhile", async () => {
  const held = await pool().connect();
  try {
    // The schema cannot be made until this ends, so the worker is in the middle of its start.
    await held.query(`begin`);
    await held.query(`create schema pgboss`);
    line.to([Number(database.port)]);
    await start();
    await until(async () => (await pool().query(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).rowCount, (waiting) => waiting === 1);
    line.to([]);
    expect(line.cut()).toBeGreaterThan(0);
  } finally {
    await held.query(`rollback`);
    held.release();
  }
  await says("chores not started");
  line.to([Number(database.port)]);
  await says("worker started");
  expect(await end("SIGTERM")).toBe(0);
});

test("a worker that waits for its database ends when it is asked to", async () => {
  await start();
  await says("chores not started");
  expect(await end("SIGTERM")).toBe(0);
});

/** A login of the server that may do nothing here. */
async function withStranger(work: () => Promise<void>): Promise<void> {
  await pool().query(`drop role if exists stranger`);
  await pool().query(`create role stranger login password 'stranger-word'`);
  try {
    await work();
  } finally {
    await end("SIGKILL");
    await pool().query(`drop role stranger`);
  }
}

test.each<[string, Partial<URL>, string]>([
  ["does not take its password", { password: "guessed-wrong" }, "does not accept the user or the password in DATABASE_URL: correct them."],
  ["is not there", { pathname: "/absent" }, 'has no database "absent": create it, or correct DATABASE_URL.'],
  ["allows it nothing", { username: "stranger", password: "stranger-word" }, "does not let the user in DATABASE_URL do what Drumbeat needs: grant it that, or name another."],
])("a worker whose database %s ends at once and says why in one sentence", async (_what, changes, sentence) => {
  await withStranger(async () => {
    line.to([Number(database.port)]);
    await start(changes);
    await until(async () => worker?.exitCode !== null, Boolean);
    expect({ exitCode: worker?.exitCode, waited: said.filter(({ event }) => event === "chores not started") }).toEqual({ exitCode: 1, waited: [] });
    expect(complained.trim()).toBe(`PostgreSQL at 127.0.0.1:${line.port} ${sentence}`);
  });
});
