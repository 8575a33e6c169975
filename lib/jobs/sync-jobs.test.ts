import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { orderSync } from "#lib/commands/order-sync.ts";
import { disconnect, pool } from "#lib/db/connection.ts";
import { findSyncRun } from "#lib/db/sync-runs.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { seedCast, type Cast } from "#lib/db/testing-cast.ts";
import { startJobs } from "./jobs.ts";
import { openSyncWorld, templateIn, type SyncWorld } from "./testing-sync.ts";

const WAIT = { timeout: 25_000, interval: 20 };

let cast: Cast;
let world: SyncWorld;
let jobs: { stop(): Promise<void> } | undefined;
beforeAll(async () => {
  await freshDatabase();
  cast = await seedCast("none");
});
beforeEach(async () => {
  await pool().query("delete from account where simulated");
  world = await openSyncWorld();
});
afterEach(async () => {
  await jobs?.stop();
  jobs = undefined;
  await world.simulator.stop();
});
afterAll(disconnect);

const start = async () => void (jobs = await startJobs(world.simulator.url));
const stateOf = async (accountId: string) => (await findSyncRun(pool(), accountId))?.state;
const waiting = async () => (await pool().query<{ n: number }>("select count(*)::int as n from pgboss.job where name = 'sync-account' and singleton_key = $1 and state in ('created', 'retry', 'active')", [world.accountId])).rows[0]?.n;
const pause = () => world.change((account) => void Object.assign(templateIn(account), { approval: "paused" }));

test("who presses gets the account read by the worker, and pressing again while it waits orders it once", async () => {
  await start();
  await jobs?.stop();
  pause();
  expect([await orderSync(cast.people.omar, world.accountId), await orderSync(cast.people.ana, world.accountId)]).toEqual([{ kind: "ordered" }, { kind: "waiting" }]);
  expect(await waiting()).toBe(1);
  expect((await pool().query("select actor_id from audit_event where action = 'account.sync-ordered' and account_id = $1", [world.accountId])).rows).toEqual([{ actor_id: cast.people.omar }]);
  await start();
  await vi.waitFor(async () => expect(await findSyncRun(pool(), world.accountId)).toMatchObject({ state: "done", templatesChanged: 1 }), WAIT);
});

test("what was ordered before any worker had made the queue is found when one starts", async () => {
  await pool().query("drop schema if exists pgboss cascade");
  pause();
  expect(await orderSync(cast.people.omar, world.accountId)).toEqual({ kind: "ordered" });
  expect(await stateOf(world.accountId)).toBe("queued");
  await start();
  await vi.waitFor(async () => expect(await findSyncRun(pool(), world.accountId)).toMatchObject({ state: "done", templatesChanged: 1 }), WAIT);
});

test("while an account is being read, pressing changes nothing; a run whose process is gone can be ordered again", async () => {
  await pool().query("update sync_run set state = 'running', started_at = app_now() where account_id = $1", [world.accountId]);
  expect(await orderSync(cast.people.omar, world.accountId)).toEqual({ kind: "under-way" });
  await pool().query("update sync_run set started_at = app_now() - interval '11 minutes' where account_id = $1", [world.accountId]);
  expect(await findSyncRun(pool(), world.accountId)).toMatchObject({ lost: true });
  expect(await orderSync(cast.people.omar, world.accountId)).toEqual({ kind: "ordered" });
});

test("every minute the accounts that are due are read, and one that fails keeps no other from it", async () => {
  // Its credentials do not open.
  const { rows } = await pool().query<{ id: string }>(`insert into account (slug, name, kind, simulated, twilio_sid, auth_token_cipher) values ('broken', 'Broken', 'live', true, 'AC' || repeat('b', 32), 'none') returning id`);
  const refused = rows[0]?.id ?? "";
  await pool().query("insert into sync_run (account_id, state, due_at) values ($1, 'done', app_now() - interval '1 hour')", [refused]);
  await pool().query("update sync_run set due_at = app_now() - interval '1 minute', read_at = read_at - interval '1 hour' where account_id = $1", [world.accountId]);
  pause();
  await start();
  expect((await pool().query("select cron from pgboss.schedule where name = 'order-syncs'")).rows).toEqual([{ cron: "* * * * *" }]);
  await vi.waitFor(async () => expect([await stateOf(refused), (await findSyncRun(pool(), world.accountId))?.templatesChanged]).toEqual(["failed", 1]), WAIT);
});

test("a reading that a failing line broke off is tried again by itself, twice at most", async () => {
  pause();
  const { port } = world.simulator;
  await world.simulator.stop();
  jobs = await startJobs(`http://127.0.0.1:${port}`);
  await orderSync(cast.people.omar, world.accountId);
  await vi.waitFor(async () => expect(await stateOf(world.accountId)).toBe("failed"), WAIT);
  // The run says so a moment before its job is put back.
  const jobsOf = async () => (await pool().query("select state, retry_limit from pgboss.job where name = 'sync-account' and singleton_key = $1", [world.accountId])).rows;
  await vi.waitFor(async () => expect(await jobsOf()).toContainEqual({ state: "retry", retry_limit: 2 }), WAIT);
});
