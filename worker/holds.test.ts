import { afterEach, beforeEach, expect, test } from "vitest";
import { clearEngineHold } from "#lib/commands/clear-engine-hold.ts";
import { letSendersGo } from "#lib/commands/let-senders-go.ts";
import { stopAllSenders } from "#lib/commands/stop-all-senders.ts";
import { pool } from "#lib/db/connection.ts";
import { copyDatabase, freshDatabase } from "#lib/db/testing.ts";
import { HORIZON_MS } from "#lib/drain/drain-world.ts";
import { LATENESS_GUARD_MS } from "#lib/db/mark-departed.ts";
import type { OpenDrain } from "#lib/drain/open-drain.ts";
import { runDrain } from "#lib/drain/run-drain.ts";
import { drainOf, launchTo, openTestWorld, statesOf, until, type TestWorld } from "./test-world.ts";

let url: string;
let world: TestWorld;
const drains: { stop: AbortController; ended: Promise<unknown>; open: OpenDrain }[] = [];

beforeEach(async () => {
  ({ url } = await freshDatabase());
  world = await openTestWorld({ mps: 400 });
});
afterEach(async () => {
  await stopDrains();
  await world.close();
});

/** Starts a drain; `said` and `asked` tell what it said and how often it asked the database. */
function startDrain(worker: string): { said: string[]; asked: () => number } {
  const open = drainOf(world, worker);
  const stop = new AbortController();
  const said: string[] = [];
  let asked = 0;
  const query = new Proxy(open.world.db.query, {
    apply: (target, _self, sent: unknown[]) => {
      asked += 1;
      return Reflect.apply(target, open.world.db, sent);
    },
  });
  drains.push({ stop, open, ended: runDrain({ ...open.world, db: { query }, say: (event) => void said.push(event) }, stop.signal) });
  return { said, asked: () => asked };
}

async function stopDrains(): Promise<void> {
  for (const { stop, ended, open } of drains.splice(0)) {
    stop.abort();
    await ended;
    await open.close();
  }
}

const acceptedNow = async () => world.simulator.stats().totals.accepted;
/** What was given back late is found again after a while. */
const END_WITHIN_SECONDS = 45;
const isDone = (queued: number) => (states: Record<string, number>) => states.accepted === queued;

test("after every sender was stopped nothing leaves later than the horizon and the lateness guard, and afterwards exactly the rest goes", async () => {
  const { campaignId, queued } = await launchTo(world, { people: 120, mps: 40, senders: 2 });
  startDrain("drain");
  await until(acceptedNow, (accepted) => accepted > 10);
  expect(await stopAllSenders(world.personId, world.accountId)).toMatchObject({ kind: "stopped" });
  const settled = await until(() => statesOf(campaignId), (states) => (states.sending ?? 0) === 0);
  expect(settled.queued).toBeGreaterThan(0);
  const { rows } = await pool().query<{ lateMs: number }>(
    `select extract(epoch from (select max(departed_at) from attempt) - pg_xact_commit_timestamp(a.xmin))::float8 * 1000 as "lateMs" from account a where id = $1`,
    [world.accountId],
  );
  expect(rows[0]?.lateMs).toBeLessThanOrEqual(HORIZON_MS + LATENESS_GUARD_MS);

  expect(await letSendersGo(world.personId, world.accountId)).toMatchObject({ kind: "let-go" });
  await until(() => statesOf(campaignId), isDone(queued), END_WITHIN_SECONDS);
  expect(world.simulator.stats().recipients).toMatchObject({ distinct: queued, acceptedMoreThanOnce: 0 });
});

test("a worker that is started again sends on; on a copy of the database nothing leaves until a person has cleared it", async () => {
  const { campaignId, queued } = await launchTo(world, { people: 60, mps: 40 });
  startDrain("first");
  await until(acceptedNow, (accepted) => accepted > 3);
  await stopDrains();
  const atStop = await acceptedNow();
  const again = startDrain("again");
  await until(acceptedNow, (accepted) => accepted > atStop + 3);
  await stopDrains();
  expect(again.said.filter((event) => event.startsWith("HELD"))).toEqual([]);

  await world.simulator.quiet();
  await copyDatabase(url);
  const before = await acceptedNow();
  const copy = startDrain("copy");
  await until(async () => copy.said, (said) => said.some((event) => event.startsWith("HELD")));
  const asked = copy.asked();
  // Long enough to have looked for work, and kept everything up, more than once.
  await until(async () => copy.asked(), (now) => now > asked + 30);
  expect(await acceptedNow()).toBe(before);
  const { rows } = await pool().query<{ reason: string }>(`select engine_hold_reason as reason from account where id = $1`, [world.accountId]);
  expect(rows[0]?.reason).toContain("restored from a dump, or it is a copy");

  expect(await clearEngineHold(world.personId, world.accountId)).toEqual({ kind: "cleared" });
  await until(() => statesOf(campaignId), isDone(queued), END_WITHIN_SECONDS);
  expect(world.simulator.stats().recipients).toMatchObject({ distinct: queued, acceptedMoreThanOnce: 0 });
});
