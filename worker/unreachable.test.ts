/** Twilio's side of the line: nobody there, or a connection that ends at the wrong moment. What cannot have left goes again; what may have left does not. */
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { pool } from "#lib/db/connection.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { openDrain, type OpenDrain } from "#lib/drain/open-drain.ts";
import { runDrain } from "#lib/drain/run-drain.ts";
import { settings } from "#lib/env.ts";
import { freePort } from "#lib/db/free-port.ts";
import { seenBy, untilFinished, violationsOf } from "./test-drains.ts";
import { launchTo, openTestWorld, statesOf, until, type TestWorld } from "./test-world.ts";

let world: TestWorld;
const drains: { open: OpenDrain; stop: AbortController; running: Promise<unknown> }[] = [];

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => void (await pool().query(`truncate account, person cascade`)));
afterEach(async () => {
  await stopDrains();
  await world.close();
});

function startDrain(twilioApiBaseUrl = world.simulator.url): void {
  const open = openDrain({ departureLog: null, worker: `drain-${drains.length}`, publicBaseUrl: world.publicBaseUrl, twilioApiBaseUrl, callbackKey: settings().encryptionKey, say: () => undefined });
  const stop = new AbortController();
  drains.push({ open, stop, running: runDrain(open.world, stop.signal) });
}

async function stopDrains(): Promise<void> {
  for (const { open, stop, running } of drains.splice(0)) {
    stop.abort();
    await running;
    await open.close();
  }
}

const attempts = async (outcome: string) => (await pool().query<{ id: string }>(`select message_id || '-' || n as id from attempt where outcome = $1::attempt_outcome`, [outcome])).rows.map(({ id }) => id);
const read = () => new Set(seenBy(world).map(({ messageId, n }) => `${messageId}-${n}`));

test.each<[string, () => Promise<string>]>([
  ["connections are refused", async () => `http://127.0.0.1:${await freePort(0)}`],
  ["its name is not known", async () => `http://${"a".repeat(64)}.invalid`],
  ["it speaks no TLS", async () => world.simulator.url.replace("http:", "https:")],
])("while %s nobody counts as sent, and afterwards everybody is written to once", async (_name, where) => {
  world = await openTestWorld();
  const { campaignId, queued } = await launchTo(world, { people: 20, mps: 100 });
  startDrain(await where());
  await until(() => attempts("not_sent"), (tried) => tried.length >= queued);
  await stopDrains();
  expect(await statesOf(campaignId)).toEqual({ queued });
  expect(seenBy(world)).toEqual([]);
  startDrain();
  await untilFinished(campaignId);
  expect(await statesOf(campaignId)).toEqual({ accepted: queued });
  expect(seenBy(world)).toHaveLength(queued);
  expect(await violationsOf(world)).toEqual([]);
});

test("connections that Twilio resets, before or after it reads, or closes when they are idle, cost nobody a second message", async () => {
  world = await openTestWorld({ keepAliveMs: 20 });
  const { campaignId, queued } = await launchTo(world, { people: 120, mps: 60 });
  world.simulator.setFaults({ rates: { resetBeforeReading: 0.1, dropConnection: 0.1, acceptThenDropConnection: 0.1 } });
  startDrain();
  await untilFinished(campaignId);
  expect(await violationsOf(world)).toEqual([]);
  // Nothing of what was read, whole or in part, goes by the name of not sent.
  const wasRead = read();
  expect((await attempts("not_sent")).filter((id) => wasRead.has(id))).toEqual([]);
  const { accepted = 0, unknown = 0 } = await statesOf(campaignId);
  expect(accepted + unknown).toBe(queued);
  expect(accepted).toBe(world.simulator.stats().totals.accepted);
  expect(unknown).toBeGreaterThan(0);
});
