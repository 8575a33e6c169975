import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { disconnect, pool } from "#lib/db/connection.ts";
import type { ImportKey } from "#lib/db/import-run.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { seedCast, type Cast } from "#lib/db/testing-cast.ts";
import { countsOf, importOf, orderImport, uploadFile } from "./testing-import.ts";

const LINES = 20_000;
const COUNTS = { state: "done", rowsRead: LINES, taken: LINES - 3, created: LINES - 3, duplicates: 2, rejected: 1, withoutConsent: LINES - 3 };
const WAIT = { timeout: 20_000, interval: 5 };

let cast: Cast;
let key: ImportKey;
let running: ChildProcess | undefined;
beforeAll(async () => {
  await freshDatabase();
  cast = await seedCast("none");
});
afterAll(disconnect);

beforeEach(async () => {
  await pool().query("truncate contact, contact_list cascade");
  const rows = Array.from({ length: LINES - 3 }, (_, n) => `+49302303${String(n).padStart(5, "0")},Name ${n},Kiel`);
  const content = ["Phone,Name,City", ...rows, "+4930230300007,Again,", "12345,Short,", "+4930230300007,And again,"].join("\n");
  key = await uploadFile({ accountId: cast.accounts.live, actorId: cast.people.omar, content });
  await orderImport(cast.people.omar, key);
  return () => running?.kill("SIGKILL");
});

function start(): ChildProcess {
  running = spawn(process.execPath, [path.join(import.meta.dirname, "testing-run-import.ts"), key.accountId, key.importId], { stdio: "ignore" });
  return running;
}

async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  expect(await exit).toEqual([null, "SIGKILL"]);
  // The lock of a killed run ends with its connection.
  await vi.waitFor(async () => expect((await pool().query("select 1 from pg_locks where locktype = 'advisory'")).rowCount).toBe(0), WAIT);
}

async function finish(): Promise<void> {
  const [code] = await once(start(), "exit");
  expect(code).toBe(0);
  expect(countsOf(await importOf(key))).toEqual(COUNTS);
  const { rows } = await pool().query(`select (select count(*)::int from contact) as contacts, (select count(*)::int from list_member) as members, (select count(*)::int from import_row) as lines`);
  expect(rows).toEqual([{ contacts: LINES - 3, members: LINES - 3, lines: 3 }]);
}

test("a run that is killed while it copies the file has taken nobody, and the next one takes everybody", async () => {
  const child = start();
  await vi.waitFor(async () => expect((await pool().query("select 1 from pg_stat_progress_copy where tuples_processed > 1000")).rowCount).toBe(1), WAIT);
  await kill(child);
  expect((await pool().query("select 1 from contact")).rowCount).toBe(0);
  await finish();
});

test("a run that is killed again and again in the middle of its people ends with everybody once, and counts each as new once", async () => {
  for (let least = 1; least < 10_000; least += 4_000) {
    const child = start();
    await vi.waitFor(async () => expect((await importOf(key)).taken).toBeGreaterThanOrEqual(least), WAIT);
    await kill(child);
    const { taken } = await importOf(key);
    expect(taken).toBeGreaterThan(0);
  }
  await finish();
});

test("a run that is killed after its last person and before its end says so once", async () => {
  const child = start();
  await vi.waitFor(async () => expect((await importOf(key)).taken).toBe(LINES - 3), WAIT);
  await kill(child);
  const { state } = await importOf(key);
  if (state === "running") await finish();
  expect(countsOf(await importOf(key))).toEqual(COUNTS);
  const { rows } = await pool().query("select count(*)::int as n from audit_event where action = 'import.finished' and subject_id = $1", [key.importId]);
  expect(rows).toEqual([{ n: 1 }]);
});
