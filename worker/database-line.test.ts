/** The way from the engine to its database: slow, silent, or cut after the commit. The engine goes by it, the test does not. */
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { pool } from "#lib/db/connection.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import type { OpenDrain } from "#lib/drain/open-drain.ts";
import { runDrain } from "#lib/drain/run-drain.ts";
import { openProxy, type Proxy } from "../soak/proxy.ts";
import { seenBy, untilFinished, violationsOf } from "./test-drains.ts";
import { drainOf, launchTo, openTestWorld, statesOf, until, type TestWorld } from "./test-world.ts";

let database: string;
let line: Proxy;
let world: TestWorld;
let drain: { open: OpenDrain; stop: AbortController; running: Promise<unknown> } | null;

beforeAll(async () => void (database = (await freshDatabase()).url));
beforeEach(async () => {
  await pool().query(`truncate account, person cascade`);
  world = await openTestWorld();
  line = await openProxy([Number(new URL(database).port)]);
  drain = null;
});
afterEach(async () => {
  line.slow(0);
  await stopDrain();
  await line.close();
  await world.close();
});

function startDrain(): void {
  vi.stubEnv("DATABASE_URL", Object.assign(new URL(database), { hostname: "127.0.0.1", port: String(line.port) }).href);
  const open = drainOf(world, "drain");
  vi.stubEnv("DATABASE_URL", database);
  const stop = new AbortController();
  drain = { open, stop, running: runDrain(open.world, stop.signal) };
}

/** Until it has written down all that it knows. */
async function stopDrain(): Promise<void> {
  drain?.stop.abort();
  await drain?.running;
  await drain?.open.close();
  drain = null;
}

const acceptedNow = async () => world.simulator.stats().totals.accepted;

test.each(["claim-due", "mark-departed", "settle-attempts"])("an answer to %s that is lost after its commit costs nobody their message, and nobody gets it twice", async (statement) => {
  const { campaignId, queued } = await launchTo(world, { people: 60, mps: 100 });
  // From the first one on: on a busy machine the last one may have been answered before anybody looks.
  line.loseAnswersTo(statement, 1);
  startDrain();
  await untilFinished(campaignId);
  await stopDrain();
  expect(line.toLose(statement)).toBe(0);
  expect(await violationsOf(world)).toEqual([]);
  expect(await statesOf(campaignId)).toEqual({ accepted: queued });
  expect(seenBy(world)).toHaveLength(queued);
});

test("while the database takes longer than a message may be late nothing leaves late, and afterwards everybody is written to once", async () => {
  const { campaignId, queued } = await launchTo(world, { people: 300, mps: 100 });
  startDrain();
  await until(acceptedNow, (accepted) => accepted >= 5);
  line.slow(600);
  await until(async () => (await pool().query(`select 1 from attempt where outcome = 'not_sent'`)).rowCount ?? 0, (given) => given > 0);
  const whileSlow = await acceptedNow();
  expect(whileSlow).toBeLessThan(queued);
  line.slow(0);
  await untilFinished(campaignId);
  expect(await violationsOf(world)).toEqual([]);
  expect(await statesOf(campaignId)).toEqual({ accepted: queued });
  const { rows } = await pool().query<{ id: string; slotMs: number }>(`select message_id || '-' || n as id, extract(epoch from slot_at)::float8 * 1000 as "slotMs" from attempt`);
  const slots = new Map(rows.map(({ id, slotMs }) => [id, slotMs]));
  const late = seenBy(world).map(({ messageId, n, receivedAt }) => receivedAt - (slots.get(`${messageId}-${n}`) ?? 0));
  // The guard, and a second for a busy simulator: what nobody stopped would be later than that.
  expect(Math.max(...late)).toBeLessThan(1_250);
});

test("a line that goes silent in the middle of a campaign is given up, and another one goes on", async () => {
  const { campaignId, queued } = await launchTo(world, { people: 150, mps: 60 });
  startDrain();
  await until(acceptedNow, (accepted) => accepted >= 5);
  const before = line.opened("engine");
  // Longer than a whole test: only the engine itself can end them.
  line.swallow(120_000);
  await untilFinished(campaignId);
  expect(line.opened("engine")).toBeGreaterThan(before);
  expect(await violationsOf(world)).toEqual([]);
  expect(await statesOf(campaignId)).toEqual({ accepted: queued });
});

test("an engine that rests finds a campaign within a second of its launch, though nobody tells it and its old line is dead", async () => {
  const idle = await launchTo(world, { people: 1, mps: 100 });
  startDrain();
  await untilFinished(idle.campaignId);
  line.cut();
  const { campaignId } = await launchTo(world, { people: 20, mps: 100 });
  await untilFinished(campaignId);
  const { rows } = await pool().query<{ afterMs: number }>(
    `select extract(epoch from min(a.slot_at) - c.launched_at)::float8 * 1000 as "afterMs" from campaign c join message m on m.campaign_id = c.id join attempt a on a.account_id = m.account_id and a.message_id = m.id where c.id = $1 group by c.launched_at`,
    [campaignId],
  );
  expect(rows[0]?.afterMs).toBeLessThan(1_000);
  expect((await pool().query(`select 1 from pg_stat_activity where datname = current_database() and query ilike 'listen %'`)).rowCount).toBe(0);
});
