/** What a callback that reports a passing failure does: the message goes again as a new attempt, and nobody gets it twice. */
import fc from "fast-check";
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { ClaimedMessage } from "#lib/db/claim-due.ts";
import { cancelQueued, completeSent, expireQueued } from "#lib/db/close-campaigns.ts";
import { inTransaction, openEnginePool, pool, type Pool } from "#lib/db/connection.ts";
import { optOut } from "#lib/db/opt-out.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { DELIVERY_STATES, type DeliveryState } from "#lib/domain/states.ts";
import { RETRYABLE_CODES, RETRIES_MAX } from "#lib/domain/retry-rule.ts";
import { recordEvents, type EventRecorder } from "./record-events.ts";
import { queueOne, reportOn as report, sendOne, SHARD, tallies, type ReportWorld } from "./testing-reports.ts";

let engine: Pool;
let world: ReportWorld;
let recorder: EventRecorder;
let first: ClaimedMessage;

beforeAll(async () => {
  await freshDatabase();
  engine = openEnginePool();
  return () => engine.end();
});
beforeEach(begin);

async function begin(): Promise<void> {
  world = await queueOne(engine);
  recorder = world.recorder;
  first = await sendOne(world);
}

const sent = () => sendOne(world);

async function now() {
  const { rows } = await pool().query<{ state: string; delivery: string; retries: number; waitHours: number; campaign: string; outcomes: string }>(
    `select m.state, m.delivery, m.retries, extract(epoch from m.due_at - now())::float8 / 3600 as "waitHours", c.state as campaign,
            (select string_agg(outcome::text, ' ' order by n) from attempt) as outcomes
     from message m join campaign c on c.id = m.campaign_id`,
  );
  const [row] = rows;
  if (!row) throw new Error("There is no message.");
  return row;
}

test("a passing failure queues the message again, opens its campaign, and says so; the second attempt is counted as reached", async () => {
  expect(await completeSent(engine)).toBe(1);
  await recordEvents(recorder, [report(first, "sent"), report(first, "undelivered", 30_008)]);
  expect(await now()).toMatchObject({ state: "queued", delivery: "none", retries: 1, campaign: "running", outcomes: "failed" });
  expect((await now()).waitHours).toBeCloseTo(0.25, 0);
  expect(await tallies()).toEqual({ retried: 1 });
  expect(await completeSent(engine)).toBe(0);
  expect((await pool().query(`select kind, messages, code, reason from decision`)).rows).toEqual([{ kind: "retried", messages: 1, code: 30_008, reason: expect.stringContaining("once more") }]);
  const second = await sent();
  expect(second.n).toBe(2);
  await recordEvents(recorder, [report(second, "delivered")]);
  expect(await completeSent(engine)).toBe(1);
  expect(await now()).toMatchObject({ state: "accepted", delivery: "delivered", campaign: "completed", outcomes: "failed accepted" });
  expect(await tallies()).toEqual({ accepted: 1, delivered: 1, retried: 1, reached_again: 1 });
});

test.each([63_003, 63_024, 63_016, 63_009, 99_999])("the permanent failure %i is never tried again", async (code) => {
  await recordEvents(recorder, [report(first, "failed", code)]);
  expect(await now()).toMatchObject({ state: "accepted", delivery: "failed", retries: 0, outcomes: "accepted" });
});

test("while the first attempt may still arrive there is no room for a second, whoever asks for it", async () => {
  const again = () => pool().query(`insert into attempt (account_id, message_id, n, claim_token, worker, slot_at) values ($1, $2, 9, gen_random_uuid(), 'test', now())`, [first.accountId, first.messageId]);
  await recordEvents(recorder, [report(first, "sent", 30_008)]);
  expect(await now()).toMatchObject({ state: "accepted", outcomes: "accepted" });
  await expect(again()).rejects.toThrow("attempt_live_key");
  await recordEvents(recorder, [report(first, "failed", 30_008)]);
  await again();
});

test("marketing goes again in waves of a day, only where the campaign was told to, and only as long as it was told", async () => {
  await recordEvents(recorder, [report(first, "undelivered", 63_049)]);
  expect(await now()).toMatchObject({ state: "accepted", retries: 0 });
  await begin();
  await pool().query(`update campaign set retry_marketing = true, retry_until = now() + interval '96 hours'`);
  await recordEvents(recorder, [report(first, "undelivered", 63_049)]);
  expect(await now()).toMatchObject({ state: "queued", retries: 1 });
  expect((await now()).waitHours).toBeGreaterThan(23.9);
  // The campaign's own end passes meanwhile, and the wave is not lost with it.
  await pool().query(`update campaign set expires_at = now() - interval '1 hour'`);
  expect(await expireQueued(engine, SHARD)).toBe(0);
  await pool().query(`update campaign set retry_until = now() + interval '20 hours'`);
  await recordEvents(recorder, [report(await sent(), "undelivered", 63_049)]);
  expect(await now()).toMatchObject({ state: "accepted", delivery: "undelivered", retries: 1, outcomes: "failed accepted" });
});

test("a wave that is not sent until the end of the retries expires, and the campaign ends", async () => {
  await pool().query(`update campaign set retry_marketing = true, retry_until = now() + interval '96 hours'`);
  await recordEvents(recorder, [report(first, "undelivered", 63_049)]);
  await pool().query(`update campaign set expires_at = now() - interval '1 hour', retry_until = now() - interval '1 second'`);
  expect(await expireQueued(engine, SHARD)).toBe(1);
  expect(await completeSent(engine)).toBe(1);
  expect(await tallies()).toEqual({ retried: 1, expired: 1 });
});

test("marketing never goes again to the United States", async () => {
  await pool().query(`update campaign set retry_marketing = true, retry_until = now() + interval '96 hours'`);
  await pool().query(`update contact set country = 'US'`);
  await recordEvents(recorder, [report(first, "undelivered", 63_049)]);
  expect(await now()).toMatchObject({ state: "accepted", retries: 0 });
});

test("what fails again and again is given up after as many retries as its class has", async () => {
  let attempt = first;
  for (let retries = 0; retries < RETRIES_MAX.limit; retries += 1) {
    await recordEvents(recorder, [report(attempt, "failed", 63_018)]);
    attempt = await sent();
  }
  await recordEvents(recorder, [report(attempt, "failed", 63_018)]);
  expect(await now()).toMatchObject({ state: "accepted", delivery: "failed", retries: RETRIES_MAX.limit });
});

test("nobody who opted out, no cancelled campaign and nothing beyond its end goes again", async () => {
  await inTransaction((tx) => optOut(tx, { accountId: first.accountId, phone: first.to, reason: "asked", source: "person" }));
  await recordEvents(recorder, [report(first, "failed", 63_018)]);
  expect(await now()).toMatchObject({ state: "accepted" });
  await begin();
  await pool().query(`update campaign set state = 'cancelled'`);
  await recordEvents(recorder, [report(first, "failed", 63_018)]);
  expect(await now()).toMatchObject({ state: "accepted" });
  await begin();
  await pool().query(`update message set expires_at = now() + interval '30 seconds'`);
  await recordEvents(recorder, [report(first, "failed", 63_018)]);
  expect(await now()).toMatchObject({ state: "accepted" });
});

test("a delivery that is reported after all takes the message out of the queue; once the second attempt is on its way it changes nothing", async () => {
  await recordEvents(recorder, [report(first, "failed", 63_018)]);
  await recordEvents(recorder, [report(first, "delivered")]);
  expect(await now()).toMatchObject({ state: "accepted", delivery: "delivered", retries: 0, outcomes: "accepted" });
  expect(await tallies()).toEqual({ accepted: 1, delivered: 1 });
  await begin();
  await recordEvents(recorder, [report(first, "failed", 63_018)]);
  const second = await sent();
  await recordEvents(recorder, [report(first, "read"), report(first, "failed", 63_024)]);
  expect(await now()).toMatchObject({ state: "accepted", delivery: "none", retries: 1, outcomes: "failed accepted" });
  await recordEvents(recorder, [report(second, "sent")]);
  expect(await now()).toMatchObject({ delivery: "sent" });
  expect(recorder.refusals.counts()).toEqual({});
});

test("a delivery that is reported for somebody whose retry was cancelled counts as reached", async () => {
  await recordEvents(recorder, [report(first, "failed", 63_018)]);
  await pool().query(`update campaign set state = 'cancelled'`);
  await cancelQueued(engine, SHARD);
  await recordEvents(recorder, [report(first, "delivered")]);
  expect(await now()).toMatchObject({ state: "accepted", delivery: "delivered" });
  expect(await tallies()).toEqual({ accepted: 1, delivered: 1 });
});

const FAILURES = [63_024, 63_018, 30_008, 63_049];
const anyReport = fc.oneof(
  fc.record({ delivery: fc.constantFrom<DeliveryState>("sent", "delivered", "read"), code: fc.constant(null) }),
  fc.record({ delivery: fc.constantFrom<DeliveryState>("failed", "undelivered"), code: fc.constantFrom(...FAILURES) }),
);

test("in whatever order and with whatever copies the reports on an attempt come, the message ends the same", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyReport, { minLength: 1, maxLength: 6 }), async (reports) => {
      await begin();
      await pool().query(`update campaign set retry_marketing = true, retry_until = now() + interval '96 hours'`);
      for (const { delivery, code } of reports) await recordEvents(recorder, [report(first, delivery, code)]);
      const best = reports.reduce((high, next) => (rankOf(next) > rankOf(high) ? next : high));
      const again = best.code !== null && RETRYABLE_CODES.includes(best.code);
      expect(await now()).toMatchObject(again ? { state: "queued", delivery: "none", retries: 1 } : { state: "accepted", delivery: best.delivery, retries: 0 });
      expect(await tallies()).toEqual(again ? { retried: 1 } : best.delivery === "sent" ? { accepted: 1 } : { accepted: 1, [best.delivery]: 1 });
    }),
    { numRuns: 25 },
  );
});

function rankOf({ delivery, code }: { delivery: DeliveryState; code: number | null }): number {
  return DELIVERY_STATES.indexOf(delivery) * 1_000_000 + (code ?? 0);
}
