/** A person had a message sent once more; the first try is proved while the second is on its way, and the second was not sent after all: there is no third. */
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { ClaimedMessage } from "#lib/db/claim-due.ts";
import { inTransaction, openEnginePool, pool, type Pool } from "#lib/db/connection.ts";
import { markDeparted } from "#lib/db/mark-departed.ts";
import { markAmbiguous, returnUnsent } from "#lib/db/reap-attempts.ts";
import { recordStatusEvents } from "#lib/db/record-status-events.ts";
import { releaseUnconfirmed } from "#lib/db/resolve-unconfirmed.ts";
import { isWaitingForLock } from "#lib/db/testing-locks.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { claimOne, queueOne, reportOn, type ReportWorld, settleOne, SHARD, sidOf, tallies } from "./testing-reports.ts";

let engine: Pool;
let world: ReportWorld;
let first: ClaimedMessage;
let second: ClaimedMessage;

beforeAll(async () => {
  await freshDatabase();
  engine = openEnginePool();
  return () => engine.end();
});

/** One message of which nobody can tell, ordered sent once more, and the second try on its way. */
beforeEach(async () => {
  world = await queueOne(engine);
  first = await claimOne(world);
  await markDeparted(engine, [first]);
  await settleOne(world, first, "ambiguous");
  await pool().query(`update attempt set outcome = 'unconfirmed'`);
  await inTransaction((tx) => releaseUnconfirmed(tx, world.seeded.accountId, [first], "A person decided to send it again."));
  second = await claimOne(world);
  await markDeparted(engine, [second]);
});

const giveBack = () => settleOne(world, second, "not_sent");
const delivered = () => reportOn(first, "delivered");

async function now() {
  const { rows } = await pool().query(`select m.state, m.delivery, (select string_agg(outcome::text, ' ' order by n) from attempt) as outcomes, (select message_sid from attempt where n = 1) as sid from message m`);
  return rows[0];
}

const SENT_ONCE = { state: "accepted", outcomes: "accepted not_sent", sid: sidOf({ n: 1 }) };

test.each<[string, () => Promise<unknown>]>([
  ["Twilio had no room", giveBack],
  ["its worker was killed before it could send", () => returnUnsent(engine, { worker: "test", mayHaveLeft: new Set() })],
  [
    "it was unknown for a while",
    async () => {
      await pool().query(`update attempt set slot_at = slot_at - interval '31 seconds' where n = 2`);
      expect(await markAmbiguous(engine, SHARD)).toBe(1);
      await giveBack();
    },
  ],
])("a second try that was not sent because %s ends with the first, which was", async (_why, notSent) => {
  await recordStatusEvents(pool(), [delivered()], SHARD);
  await notSent();
  expect(await now()).toMatchObject(SENT_ONCE);
  expect(await tallies()).toEqual({ accepted: 1 });
  await recordStatusEvents(pool(), [delivered()], SHARD);
  expect(await now()).toMatchObject({ ...SENT_ONCE, delivery: "delivered" });
  expect(await tallies()).toEqual({ accepted: 1, delivered: 1 });
  // Only the first has left.
  expect((await pool().query(`select sum(departed)::int as departed from sender_second`)).rows).toEqual([{ departed: 1 }]);
});

test("without a proof it goes back to the queue", async () => {
  await giveBack();
  expect(await now()).toMatchObject({ state: "queued", outcomes: "released_by_person not_sent" });
});

test("a proof that comes while the second is given back, and is written first, is waited for", async () => {
  let given: Promise<unknown> | undefined;
  await inTransaction(async (tx) => {
    await recordStatusEvents(tx, [delivered()], SHARD);
    given = giveBack();
    expect(await isWaitingForLock(given)).toBe(true);
  });
  await given;
  expect(await now()).toMatchObject(SENT_ONCE);
});

test("a proof that comes while the second is given back, and is written after, finds the message in the queue", async () => {
  let told: Promise<unknown> | undefined;
  await inTransaction(async (tx) => {
    await settleOne({ ...world, engine: tx }, second, "not_sent");
    told = recordStatusEvents(pool(), [delivered()], SHARD);
    expect(await isWaitingForLock(told)).toBe(true);
  });
  await told;
  expect(await now()).toMatchObject({ ...SENT_ONCE, delivery: "delivered" });
});
