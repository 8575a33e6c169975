import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { findFooting } from "./embedded-account.ts";
import { type EmbeddedServer, endAbandoned, findEmbedded, startEmbedded } from "./embedded-postgres.ts";
import { ensureDatabase } from "./ensure-database.ts";
import { runningCommand } from "./running-command.ts";

const PASSWORD = "pass word/with:signs";
let parent: string;
let folder: string;
let server: EmbeddedServer | undefined;

beforeAll(() => {
  parent = mkdtempSync(path.join(tmpdir(), "drumbeat-embedded-"));
  chmodSync(parent, 0o755);
  folder = path.join(parent, "postgres");
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const begin = async () => (server = await startEmbedded({ folder, password: PASSWORD }));
const postmaster = () => Number(readFileSync(path.join(folder, "postmaster.pid"), "utf8").split("\n")[0]);

async function ask<Row extends pg.QueryResultRow>(started: EmbeddedServer, sql: string): Promise<Row[]> {
  const client = new pg.Client(started.urlOf("postgres"));
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

test("it keeps what was written, its port and its clock from start to start", async () => {
  const first = await begin();
  await ask(first, "create table kept as select 42 as n");
  await first.stop();
  const second = await begin();
  expect(second.port).toBe(first.port);
  expect(await ask(second, "select n, current_setting('timezone') as zone, lower('ÉCOLE') as lower from kept")).toEqual([{ n: 42, zone: "UTC", lower: "école" }]);
});

test("only who knows the password comes in, and only from this machine", async () => {
  const started = await begin();
  const wrong = new URL(started.urlOf("postgres"));
  wrong.password = "guess";
  await expect(new pg.Client(wrong.toString()).connect()).rejects.toThrow("password authentication failed");
  expect(await ask(started, "select current_setting('listen_addresses') as addresses")).toEqual([{ addresses: "127.0.0.1" }]);
});

test("it is found while it runs and not afterwards", async () => {
  const started = await begin();
  expect(await findEmbedded({ folder, password: PASSWORD }, "drumbeat")).toBe(started.urlOf("drumbeat"));
  await started.stop();
  expect(await findEmbedded({ folder, password: PASSWORD }, "drumbeat")).toBeNull();
});

test("after kill -9 what was committed is there", async () => {
  const first = await begin();
  await ask(first, "create table survivors as select 1 as n");
  process.kill(postmaster(), "SIGKILL");
  await first.ended;
  expect(await ask(await begin(), "select n from survivors")).toEqual([{ n: 1 }]);
});

test("a server whose starter is gone is ended, and the new one takes over", async () => {
  await begin();
  const left = postmaster();
  await begin();
  expect(runningCommand(left)).toBe("");
  expect(postmaster()).not.toBe(left);
  await endAbandoned(folder);
  expect(await findEmbedded({ folder, password: PASSWORD }, "drumbeat")).toBeNull();
});

test("a note about a dead server whose number now belongs to another process is not in the way", async () => {
  const first = await begin();
  await first.stop();
  // Of the same user, so that the server may signal it and could take it for the dead one.
  const { user } = await findFooting(folder);
  const other = spawn("/bin/sleep", ["60"], { ...user, cwd: "/" });
  writeFileSync(path.join(folder, "postmaster.pid"), `${other.pid}\n${folder}\n1\n${first.port}\n\n127.0.0.1\n0 0\nready   \n`);
  await begin();
  expect(runningCommand(other.pid ?? 0)).not.toBe("");
  other.kill("SIGKILL");
});

test("when somebody else has its port it takes another", async () => {
  const first = await begin();
  await first.stop();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(first.port, "127.0.0.1", resolve));
  const second = await begin();
  expect(second.port).not.toBe(first.port);
  other.close();
});

test("a database is made once", async () => {
  const started = await begin();
  await ensureDatabase(started.urlOf("postgres"), "twice");
  await ensureDatabase(started.urlOf("postgres"), "twice");
  expect(await ask(started, "select count(*)::int as n from pg_database where datname = 'twice'")).toEqual([{ n: 1 }]);
});
