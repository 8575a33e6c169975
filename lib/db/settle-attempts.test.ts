import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { claimDue, type ClaimedMessage } from "./claim-due.ts";
import { pool } from "./connection.ts";
import { markDeparted } from "./mark-departed.ts";
import { markAmbiguous, returnUndeparted } from "./reap-attempts.ts";
import { recordStatusEvents, type StatusEvent } from "./record-status-events.ts";
import { settleAttempts, type Settlement } from "./settle-attempts.ts";
import { seedCampaign, type SeededCampaign } from "./testing-campaign.ts";
import { freshDatabase } from "./testing.ts";

const SHARD = 7;
const SID = `SM${"a".repeat(32)}`;
let seeded: SeededCampaign;
let claimed: ClaimedMessage;

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account cascade`);
  seeded = await seedCampaign(pool(), { people: 3, mps: 80 });
  const { messages } = await claimDue(pool(), { senderId: seeded.senderId, claimToken: randomUUID(), worker: "test", horizonMs: 0, batchMax: 1 });
  const [only] = messages;
  if (!only) throw new Error("Nothing was claimed.");
  claimed = only;
});

function settlement(changes: Partial<Settlement> = {}): Settlement {
  const { accountId, messageId, n, claimToken } = claimed;
  return { accountId, messageId, n, claimToken, outcome: "accepted", messageSid: SID, errorCode: null, detail: null, retryInMs: 0, ...changes };
}

function event(changes: Partial<StatusEvent> = {}): StatusEvent {
  const { accountId, messageId, n } = claimed;
  return { accountId, messageId, n, messageSid: SID, delivery: "sent", errorCode: null, body: {}, ...changes };
}

async function messageNow(): Promise<Record<string, unknown>> {
  const { rows } = await pool().query(`select state, delivery, error_code as "errorCode" from message where id = $1`, [claimed.messageId]);
  return rows[0] ?? {};
}

async function tallies(): Promise<Record<string, number>> {
  const { rows } = await pool().query(
    `select coalesce(sum(accepted), 0)::int as accepted, coalesce(sum(rejected), 0)::int as rejected, coalesce(sum(unknown), 0)::int as unknown,
            coalesce(sum(sent), 0)::int as sent, coalesce(sum(delivered), 0)::int as delivered, coalesce(sum(read), 0)::int as read, coalesce(sum(failed), 0)::int as failed
     from campaign_tally`,
  );
  return rows[0] ?? {};
}

async function ageAttempt(seconds: number): Promise<void> {
  await pool().query(`update attempt set slot_at = slot_at - make_interval(secs => $1), departed_at = departed_at - make_interval(secs => $1)`, [seconds]);
}

test("an accepted attempt settles once, with its SID, and is counted once", async () => {
  await markDeparted(pool(), [claimed]);
  expect(await settleAttempts(pool(), [settlement()], SHARD)).toBe(1);
  expect(await settleAttempts(pool(), [settlement()], SHARD)).toBe(0);
  expect(await messageNow()).toMatchObject({ state: "accepted" });
  expect(await tallies()).toMatchObject({ accepted: 1 });
  const { rows } = await pool().query(`select sum(departed)::int as departed from sender_second`);
  expect(rows[0]?.departed).toBe(1);
});

const tell = () => recordStatusEvents(pool(), [event()], SHARD);
const settle = () => settleAttempts(pool(), [settlement()], SHARD);
const doubt = () => settleAttempts(pool(), [settlement({ outcome: "ambiguous", messageSid: null })], SHARD);

test.each<[string, (() => Promise<unknown>)[]]>([
  ["whose callback settles it first", [tell, settle]],
  ["whose callback comes after its settlement", [settle, tell]],
  ["whose callback proves what was in doubt", [doubt, tell]],
])("a departure %s is counted once for the rate of its sender", async (_what, steps) => {
  await markDeparted(pool(), [claimed]);
  for (const step of steps) await step();
  await recordStatusEvents(pool(), [event({ delivery: "delivered" })], SHARD);
  const { rows } = await pool().query(
    `select t.departed, t.second_at = date_trunc('second', a.departed_at) as timely, t.sender_id = $1 as theirs from sender_second t cross join attempt a`,
    [seeded.senderId],
  );
  expect(rows).toEqual([{ departed: 1, timely: true, theirs: true }]);
});

test("a slow drain cannot overwrite a claim it has lost", async () => {
  await markDeparted(pool(), [claimed]);
  expect(await settleAttempts(pool(), [settlement({ claimToken: randomUUID() })], SHARD)).toBe(0);
  expect(await messageNow()).toMatchObject({ state: "sending" });
});

test("what was not sent goes back to the queue, later when Twilio had no room", async () => {
  await markDeparted(pool(), [claimed]);
  await settleAttempts(pool(), [settlement({ outcome: "not_sent", messageSid: null, retryInMs: 60_000 })], SHARD);
  expect(await messageNow()).toMatchObject({ state: "queued" });
  const { rows } = await pool().query(`select due_at > now() + interval '50 seconds' as later from message where id = $1`, [claimed.messageId]);
  expect(rows[0]?.later).toBe(true);
  expect(await tallies()).toMatchObject({ accepted: 0, unknown: 0 });
});

test("a departure is marked once, by its holder, and never after its slot has passed", async () => {
  expect(await markDeparted(pool(), [{ ...claimed, claimToken: randomUUID() }])).toEqual(new Map());
  await ageAttempt(1);
  expect(await markDeparted(pool(), [claimed])).toEqual(new Map());
  await ageAttempt(-1);
  expect(await markDeparted(pool(), [claimed])).toEqual(new Map([[`${claimed.messageId}-1`, expect.any(Number)]]));
  expect(await markDeparted(pool(), [claimed])).toEqual(new Map());
});

test("what a dead worker claimed and never let go returns to the queue, and its zombie may not send it", async () => {
  expect(await returnUndeparted(pool())).toBe(0);
  await ageAttempt(4);
  expect(await returnUndeparted(pool())).toBe(1);
  expect(await messageNow()).toMatchObject({ state: "queued" });
  await ageAttempt(-4);
  expect(await markDeparted(pool(), [claimed])).toEqual(new Map());
});

test("what a dead worker may have sent becomes unknown, is counted so, and is never queued again", async () => {
  await markDeparted(pool(), [claimed]);
  await ageAttempt(31);
  expect(await returnUndeparted(pool())).toBe(0);
  expect(await markAmbiguous(pool(), SHARD)).toBe(1);
  expect(await markAmbiguous(pool(), SHARD)).toBe(0);
  expect(await messageNow()).toMatchObject({ state: "unknown" });
  expect(await tallies()).toMatchObject({ unknown: 1, accepted: 0 });
});

test("a late callback, or the answer itself, says what became of an unknown message", async () => {
  await markDeparted(pool(), [claimed]);
  await ageAttempt(31);
  await markAmbiguous(pool(), SHARD);
  await recordStatusEvents(pool(), [event({ delivery: "delivered" })], SHARD);
  expect(await messageNow()).toMatchObject({ state: "accepted", delivery: "delivered" });
  expect(await tallies()).toMatchObject({ unknown: 0, accepted: 1, delivered: 1 });
  expect(await settleAttempts(pool(), [settlement()], SHARD)).toBe(0);
  expect(await tallies()).toMatchObject({ unknown: 0, accepted: 1 });
});

test("an answer that comes after the attempt was given up still counts once", async () => {
  await markDeparted(pool(), [claimed]);
  await ageAttempt(31);
  await markAmbiguous(pool(), SHARD);
  expect(await settleAttempts(pool(), [settlement()], SHARD)).toBe(1);
  expect(await messageNow()).toMatchObject({ state: "accepted" });
  expect(await tallies()).toMatchObject({ unknown: 0, accepted: 1 });
});

test.each([["completed", "running"], ["cancelled", "cancelled"]])("a message that was not sent after all opens a %s campaign again, so that it is not left in the queue", async (closed, reopened) => {
  await markDeparted(pool(), [claimed]);
  await ageAttempt(31);
  expect(await markAmbiguous(pool(), SHARD)).toBe(1);
  await pool().query(`update campaign set state = $1::campaign_state, finished_at = now()`, [closed]);
  expect(await settleAttempts(pool(), [settlement({ outcome: "not_sent", messageSid: null })], SHARD)).toBe(1);
  expect(await messageNow()).toMatchObject({ state: "queued" });
  expect((await pool().query(`select state, finished_at as "finishedAt" from campaign`)).rows).toEqual([{ state: reopened, finishedAt: null }]);
});

test("a callback that comes before our own settlement settles it", async () => {
  await markDeparted(pool(), [claimed]);
  await recordStatusEvents(pool(), [event()], SHARD);
  expect(await settleAttempts(pool(), [settlement()], SHARD)).toBe(0);
  expect(await tallies()).toMatchObject({ accepted: 1, sent: 1 });
});

test("callbacks in any order, with copies, leave the highest state and the right counts", async () => {
  await markDeparted(pool(), [claimed]);
  await settleAttempts(pool(), [settlement()], SHARD);
  const events = [event({ delivery: "read" }), event({ delivery: "sent" }), event({ delivery: "delivered" }), event({ delivery: "sent" })];
  await recordStatusEvents(pool(), events.slice(0, 2), SHARD);
  expect(await messageNow()).toMatchObject({ delivery: "read" });
  // None of these is the highest: what comes last must not count for more than what is known.
  await recordStatusEvents(pool(), events.slice(1), 8);
  expect(await messageNow()).toMatchObject({ delivery: "read" });
  expect(await tallies()).toMatchObject({ sent: 0, delivered: 0, read: 1 });
  await recordStatusEvents(pool(), events, SHARD);
  expect(await messageNow()).toMatchObject({ delivery: "read" });
  expect(await tallies()).toMatchObject({ accepted: 1, sent: 0, delivered: 0, read: 1 });
  const { rows } = await pool().query(`select count(*)::int as n from provider_event`);
  expect(rows[0]?.n).toBe(3);
});

test("a failure keeps its code until a delivery proves it wrong", async () => {
  await markDeparted(pool(), [claimed]);
  await settleAttempts(pool(), [settlement()], SHARD);
  await recordStatusEvents(pool(), [event({ delivery: "failed", errorCode: 63024 })], SHARD);
  expect(await messageNow()).toMatchObject({ delivery: "failed", errorCode: 63024 });
  await recordStatusEvents(pool(), [event({ delivery: "delivered" })], SHARD);
  expect(await messageNow()).toMatchObject({ delivery: "delivered", errorCode: null });
  expect(await tallies()).toMatchObject({ failed: 0, delivered: 1 });
});

test("a callback that names another message, or an attempt that never departed, changes nothing but the record", async () => {
  await recordStatusEvents(pool(), [event()], SHARD);
  expect(await messageNow()).toMatchObject({ state: "sending", delivery: "none" });
  await markDeparted(pool(), [claimed]);
  await settleAttempts(pool(), [settlement()], SHARD);
  await recordStatusEvents(pool(), [event({ messageSid: `SM${"f".repeat(32)}`, delivery: "read" })], SHARD);
  expect(await messageNow()).toMatchObject({ state: "accepted", delivery: "none" });
});
