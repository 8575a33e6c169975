import { afterEach, beforeEach, expect, test } from "vitest";
import { clearEngineHold } from "#lib/commands/clear-engine-hold.ts";
import { letSendersGo } from "#lib/commands/let-senders-go.ts";
import { stopAllSenders } from "#lib/commands/stop-all-senders.ts";
import { pool } from "#lib/db/connection.ts";
import { copyDatabase, freshDatabase } from "#lib/db/testing.ts";
import { HORIZON_MS } from "#lib/drain/drain-world.ts";
import { LATENESS_GUARD_MS } from "#lib/db/mark-departed.ts";
import { resumeCampaign } from "#lib/commands/resume-campaign.ts";
import type { SimulatorOptions } from "#simulator/simulator.ts";
import type { OpenDrain } from "#lib/drain/open-drain.ts";
import { runDrain } from "#lib/drain/run-drain.ts";
import { drainOf, launchTo, openTestWorld, statesOf, until, type TestWorld } from "./test-world.ts";

let url: string;
let world: TestWorld;
const drains: { stop: AbortController; ended: Promise<unknown>; open: OpenDrain }[] = [];

beforeEach(async () => void ({ url } = await freshDatabase()));
afterEach(async () => {
  await stopDrains();
  await world.close();
});

async function begin(options: SimulatorOptions = {}): Promise<void> {
  world = await openTestWorld({ mps: 400, ...options });
}

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
  await begin();
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
  await begin();
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

/** What was decided of a campaign, and which of its messages left before that. */
async function decidedOn(campaignId: string): Promise<{ state: string; canary: string; kind: string; reason: string; before: number } | null> {
  const { rows } = await pool().query(
    `select c.state, c.canary_state as canary, d.kind, d.reason, (select count(*)::int from attempt a where a.departed_at <= d.at) as before
     from campaign c join decision d on d.campaign_id = c.id where c.id = $1 and d.kind in ('held', 'released') order by d.id limit 1`,
    [campaignId],
  );
  return rows[0] ?? null;
}

test("the first messages of each sender go alone, and once they have arrived all others follow", async () => {
  await begin({ outcomes: { delivered: 1 } });
  const { campaignId, queued } = await launchTo(world, { people: 80, mps: 100, senders: 2, canarySize: 6 });
  startDrain("drain");
  await until(() => statesOf(campaignId), isDone(queued), END_WITHIN_SECONDS);
  const seen = await decidedOn(campaignId);
  expect(seen).toMatchObject({ canary: "passed", kind: "released", reason: expect.stringContaining("Of the first 12 messages"), before: 12 });
});

test("first messages that fail hold the campaign with the commonest code, and a person may let the others go knowingly", async () => {
  await begin({ outcomes: { delivered: 0, failed: 1 } });
  const { campaignId, queued } = await launchTo(world, { people: 60, mps: 100, senders: 2, canarySize: 5 });
  startDrain("drain");
  const held = await until(() => decidedOn(campaignId), (seen) => seen !== null, END_WITHIN_SECONDS);
  expect(held).toMatchObject({ state: "held", canary: "held", kind: "held", reason: expect.stringMatching(/^Of the first 10 messages \d+ failed.*\(\d{5}\)$/) });
  expect(await acceptedNow()).toBeLessThanOrEqual(10);
  expect(await resumeCampaign(world.personId, { accountId: world.accountId, campaignId })).toEqual({ kind: "moved" });
  await until(() => statesOf(campaignId), isDone(queued), END_WITHIN_SECONDS);
});
