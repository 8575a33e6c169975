/** Somebody presses "send again", and then Twilio says after all that the first was sent. */
import { afterEach, beforeAll, expect, test } from "vitest";
import { retryUnconfirmed } from "#lib/commands/retry-unconfirmed.ts";
import { pool } from "#lib/db/connection.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { runDrain } from "#lib/drain/run-drain.ts";
import { drainOf, launchTo, openTestWorld, statesOf, until, type TestWorld } from "./test-world.ts";

let world: TestWorld;

beforeAll(async () => void (await freshDatabase()));
afterEach(async () => world.close());

/** Lets a drain work until it holds. */
async function drainUntil<T>(look: () => Promise<T>, holds: (seen: T) => boolean): Promise<void> {
  const drain = drainOf(world, "drain");
  const stop = new AbortController();
  const ended = runDrain(drain.world, stop.signal);
  try {
    await until(look, holds);
  } finally {
    stop.abort();
    await ended;
    await drain.close();
  }
}

test("a message that was ordered again, and then proved sent by late callbacks, is not sent a second time", async () => {
  const hourMs = 3_600_000;
  world = await openTestWorld({ mps: 400, callbacks: { delayed: 1, delayMs: [hourMs, hourMs] }, outcomes: { delivered: 1, read: 0 }, faults: { script: ["acceptThenDropConnection"] } });
  const { campaignId } = await launchTo(world, { people: 3, mps: 200 });
  await drainUntil(() => statesOf(campaignId), ({ accepted, unknown }) => accepted === 2 && unknown === 1);
  // No list showed it.
  await pool().query(`update attempt set outcome = 'unconfirmed' where outcome = 'ambiguous'`);
  const { rows } = await pool().query<{ messageId: string; n: number }>(`select message_id as "messageId", n from attempt where outcome = 'unconfirmed'`);
  expect(await retryUnconfirmed(world.personId, { accountId: world.accountId, attempts: rows })).toMatchObject({ kind: "done", changed: 1 });
  expect(await statesOf(campaignId)).toEqual({ accepted: 2, queued: 1 });
  world.simulator.advance(2 * 3_600);
  await until(() => statesOf(campaignId), ({ accepted }) => accepted === 3);
  await drainUntil(async () => (await pool().query(`select 1 from campaign where id = $1 and finished_at is not null`, [campaignId])).rowCount, (finished) => finished === 1);
  await world.simulator.quiet();
  const { totals, recipients } = world.simulator.stats();
  expect({ accepted: totals.accepted, twice: recipients.acceptedMoreThanOnce }).toEqual({ accepted: 3, twice: 0 });
  expect((await pool().query(`select delivery, count(*)::int as n from message group by 1`)).rows).toEqual([{ delivery: "delivered", n: 3 }]);
});
