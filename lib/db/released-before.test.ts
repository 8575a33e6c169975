/** A person had a message sent once more; the first try is proved while the second is on its way, and the second was not sent after all: there is no third. */
import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { claimDue, type ClaimedMessage } from "./claim-due.ts";
import { inTransaction, openEnginePool, pool, type Pool } from "./connection.ts";
import { markDeparted } from "./mark-departed.ts";
import { markAmbiguous, returnUnsent } from "./reap-attempts.ts";
import { recordStatusEvents, type StatusEvent } from "./record-status-events.ts";
import { releaseUnconfirmed } from "./resolve-unconfirmed.ts";
import { settleAttempts, type Settlement } from "./settle-attempts.ts";
import { seedCampaign, type SeededCampaign } from "./testing-campaign.ts";
import { isWaitingForLock } from "./testing-locks.ts";
import { freshDatabase } from "./testing.ts";

const SHARD = 7;
const SID = `SM${"1".repeat(32)}`;
let engine: Pool;
let seeded: SeededCampaign;
let first: ClaimedMessage;
let second: ClaimedMessage;

beforeAll(async () => {
  await freshDatabase();
  engine = openEnginePool();
  return () => engine.end();
});

/** One message of which nobody can tell, ordered sent once more, and the second try on its way. */
beforeEach(async () => {
  await pool().query(`truncate account cascade`);
  seeded = await seedCampaign(pool(), { people: 1, mps: 80 });
  first = await claimed();
  await markDeparted(engine, [first]);
  await settle(first, "ambiguous");
  await pool().query(`update attempt set outcome = 'unconfirmed'`);
  await inTransaction((tx) => releaseUnconfirmed(tx, seeded.accountId, [first], "A person decided to send it again."));
  second = await claimed();
  await markDeparted(engine, [second]);
});

async function claimed(): Promise<ClaimedMessage> {
  await pool().query(`update sender_gate set tat = '-infinity'`);
  const { messages } = await claimDue(engine, { senderId: seeded.senderId, claimToken: randomUUID(), worker: "test", horizonMs: 100, batchMax: 1 });
  const [message] = messages;
  if (!message) throw new Error("Nothing was claimed.");
  return message;
}

const settle = (of: ClaimedMessage, outcome: Settlement["outcome"], db: Pick<Pool, "query"> = engine) => settleAttempts(db, [{ ...of, outcome, messageSid: null, errorCode: null, detail: null, retryInMs: 0 }], SHARD);
const delivered = (): StatusEvent => ({ accountId: first.accountId, messageId: first.messageId, n: 1, messageSid: SID, delivery: "delivered", errorCode: null, body: {} });

async function now() {
  const { rows } = await pool().query(`select m.state, m.delivery, (select string_agg(outcome::text, ' ' order by n) from attempt) as outcomes, (select message_sid from attempt where n = 1) as sid from message m`);
  return rows[0];
}

async function tallies() {
  const { rows } = await pool().query(`select sum(accepted)::int as accepted, sum(unknown)::int as unknown, sum(delivered)::int as delivered from campaign_tally`);
  return rows[0];
}

const SENT_ONCE = { state: "accepted", outcomes: "accepted not_sent", sid: SID };

test.each<[string, () => Promise<unknown>]>([
  ["Twilio had no room", () => settle(second, "not_sent")],
  ["its worker was killed before it could send", () => returnUnsent(engine, { worker: "test", mayHaveLeft: new Set() })],
  [
    "it was unknown for a while",
    async () => {
      await pool().query(`update attempt set slot_at = slot_at - interval '31 seconds' where n = 2`);
      expect(await markAmbiguous(engine, SHARD)).toBe(1);
      await settle(second, "not_sent");
    },
  ],
])("a second try that was not sent because %s ends with the first, which was", async (_why, notSent) => {
  await recordStatusEvents(pool(), [delivered()], SHARD);
  await notSent();
  expect(await now()).toMatchObject(SENT_ONCE);
  expect(await tallies()).toMatchObject({ accepted: 1, unknown: 0 });
  await recordStatusEvents(pool(), [delivered()], SHARD);
  expect(await now()).toMatchObject({ ...SENT_ONCE, delivery: "delivered" });
  expect(await tallies()).toMatchObject({ accepted: 1, unknown: 0, delivered: 1 });
  // Only the first has left.
  expect((await pool().query(`select sum(departed)::int as departed from sender_second`)).rows).toEqual([{ departed: 1 }]);
});

test("without a proof it goes back to the queue", async () => {
  await settle(second, "not_sent");
  expect(await now()).toMatchObject({ state: "queued", outcomes: "released_by_person not_sent" });
});

test("a proof that comes while the second is given back, and is written first, is waited for", async () => {
  let given: Promise<unknown> | undefined;
  await inTransaction(async (tx) => {
    await recordStatusEvents(tx, [delivered()], SHARD);
    given = settle(second, "not_sent");
    expect(await isWaitingForLock(given)).toBe(true);
  });
  await given;
  expect(await now()).toMatchObject(SENT_ONCE);
});

test("a proof that comes while the second is given back, and is written after, finds the message in the queue", async () => {
  let told: Promise<unknown> | undefined;
  await inTransaction(async (tx) => {
    await settle(second, "not_sent", tx);
    told = recordStatusEvents(pool(), [delivered()], SHARD);
    expect(await isWaitingForLock(told)).toBe(true);
  });
  await told;
  expect(await now()).toMatchObject({ ...SENT_ONCE, delivery: "delivered" });
});
