/** A report on an attempt that a person had given up, and ordered sent once more: as long as the second has not left, nobody is written to twice. */
import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { claimDue, type ClaimedMessage } from "#lib/db/claim-due.ts";
import { cancelQueued, completeSent, expireQueued } from "#lib/db/close-campaigns.ts";
import { inTransaction, openEnginePool, pool, type Pool } from "#lib/db/connection.ts";
import { markDeparted } from "#lib/db/mark-departed.ts";
import { optOut } from "#lib/db/opt-out.ts";
import type { StatusEvent } from "#lib/db/record-status-events.ts";
import { releaseUnconfirmed } from "#lib/db/resolve-unconfirmed.ts";
import type { Settlement } from "#lib/db/settle-attempts.ts";
import { seedCampaign, type SeededCampaign } from "#lib/db/testing-campaign.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import type { DeliveryState } from "#lib/domain/states.ts";
import { recordEvents } from "./record-events.ts";
import { claimOne, queueOne, reportOn, settleOne, SHARD, sidOf, tallies, type ReportWorld } from "./testing-reports.ts";

let engine: Pool;
let world: ReportWorld;
let seeded: SeededCampaign;
let first: ClaimedMessage;

beforeAll(async () => {
  await freshDatabase();
  engine = openEnginePool();
  return () => engine.end();
});
beforeEach(begin);

/** One message, sent, its answer lost, found on no list, and ordered sent once more. */
async function begin(): Promise<void> {
  world = await queueOne(engine);
  seeded = world.seeded;
  first = await claimed();
  await markDeparted(engine, [first]);
  await settle(first, "ambiguous");
  await pool().query(`update attempt set outcome = 'unconfirmed'`);
  expect(await completeSent(engine)).toBe(1);
  await inTransaction((tx) => releaseUnconfirmed(tx, seeded.accountId, [first], "A person decided to send it again."));
}

const claimed = () => claimOne(world);
const settle = (of: ClaimedMessage, outcome: Settlement["outcome"]) => settleOne(world, of, outcome);
const report = (delivery: DeliveryState, errorCode: number | null = null, of = first) => reportOn(of, delivery, errorCode);
const told = (...events: StatusEvent[]) => recordEvents(world.recorder, events);

async function now() {
  const { rows } = await pool().query<{ state: string; delivery: string; campaign: string; outcomes: string; sids: string }>(
    `select m.state, m.delivery, c.state as campaign, (select string_agg(outcome::text, ' ' order by n) from attempt) as outcomes, (select string_agg(coalesce(right(message_sid, 1), 'none'), ' ' order by n) from attempt) as sids
     from message m join campaign c on c.id = m.campaign_id`,
  );
  return rows[0];
}

const nothingIsClaimed = async () => expect((await claimDue(engine, { senderId: seeded.senderId, claimToken: randomUUID(), worker: "test", horizonMs: 10_000, batchMax: 9 })).messages).toEqual([]);

test("a report on the first try takes the message out of the queue, settles it, and says so", async () => {
  expect(await now()).toMatchObject({ state: "queued", campaign: "running", outcomes: "released_by_person" });
  await told(report("sent"), report("delivered"));
  expect(await now()).toMatchObject({ state: "accepted", delivery: "delivered", outcomes: "accepted", sids: "1" });
  expect(await tallies()).toEqual({ accepted: 1, delivered: 1 });
  expect((await pool().query(`select kind, messages, contact_id is not null as "names" from decision where reason like '%first try%'`)).rows).toEqual([{ kind: "resolved", messages: 1, names: true }]);
  await nothingIsClaimed();
  expect(await completeSent(engine)).toBe(1);
  await told(report("read"));
  expect(await tallies()).toEqual({ accepted: 1, read: 1 });
});

test.each([
  ["merely sent", "sent", null, { state: "accepted", delivery: "sent", outcomes: "accepted" }, { accepted: 1 }],
  ["failed for good", "failed", 63_024, { state: "accepted", delivery: "failed", outcomes: "accepted" }, { accepted: 1, failed: 1 }],
  ["failed for a while", "undelivered", 30_008, { state: "queued", delivery: "none", outcomes: "failed" }, { retried: 1 }],
] as const)("what is reported as %s stands as if nobody had ordered it again", async (_name, delivery, code, stands, counts) => {
  await told(report(delivery, code));
  expect(await now()).toMatchObject(stands);
  expect(await tallies()).toEqual(counts);
});

test.each<[string, () => Promise<unknown>]>([
  ["suppressed", () => inTransaction((tx) => optOut(tx, { accountId: seeded.accountId, phone: first.to, reason: "asked", source: "person" }))],
  ["cancelled", () => pool().query(`update campaign set state = 'cancelled'`).then(() => cancelQueued(engine, SHARD))],
  ["expired", () => pool().query(`update campaign set expires_at = now() - interval '1 second'`).then(() => expireQueued(engine, SHARD))],
  ["rejected", () => claimed().then(async (second) => settle(second, "rejected"))],
])("what was %s meanwhile counts as sent after all", async (state, happen) => {
  await happen();
  expect(await now()).toMatchObject({ state });
  await told(report("delivered"));
  expect(await now()).toMatchObject({ state: "accepted", delivery: "delivered" });
  expect(await tallies()).toEqual({ accepted: 1, delivered: 1 });
});

test("a second try that is claimed and has not left is withdrawn: its mark is refused, and its worker changes nothing", async () => {
  const second = await claimed();
  await told(report("delivered"));
  expect(await now()).toMatchObject({ state: "accepted", delivery: "delivered", outcomes: "accepted not_sent" });
  expect(await markDeparted(engine, [second])).toEqual(new Map());
  expect(await settle(second, "not_sent")).toBe(0);
  expect(await now()).toMatchObject({ state: "accepted", outcomes: "accepted not_sent" });
  expect(await tallies()).toEqual({ accepted: 1, delivered: 1 });
  await nothingIsClaimed();
});

test("once the second try has left, a report on the first changes nothing but whose SID it is", async () => {
  const second = await claimed();
  await markDeparted(engine, [second]);
  await told(report("delivered"));
  expect(await now()).toMatchObject({ state: "sending", delivery: "none", outcomes: "released_by_person open", sids: "1 none" });
  await settle(second, "accepted");
  await told(report("read"), report("sent", null, second));
  expect(await now()).toMatchObject({ state: "accepted", delivery: "sent", outcomes: "released_by_person accepted", sids: "1 2" });
  expect(await tallies()).toEqual({ accepted: 1 });
});

test.each([
  ["the claim", false],
  ["the mark", true],
])("however %s and the report of a delivery overlap, either the second try never leaves or the first is left alone", async (_name, isClaimed) => {
  for (let round = 0; round < 20; round += 1) {
    await begin();
    const before = isClaimed ? await claimed() : null;
    const leave = async () => {
      const second = before ?? (await claimDue(engine, { senderId: seeded.senderId, claimToken: randomUUID(), worker: "test", horizonMs: 10_000, batchMax: 1 })).messages[0];
      return second ? markDeparted(engine, [second]) : new Map();
    };
    const tell = () => told(report("delivered"));
    // Whoever asks first has some head start, but need not be first.
    const [left] = round % 2 === 0 ? await Promise.all([leave(), tell()]) : (await Promise.all([tell(), leave()])).toReversed();
    expect(await now()).toMatchObject(left instanceof Map && left.size > 0 ? { state: "sending", outcomes: "released_by_person open" } : { state: "accepted", delivery: "delivered" });
  }
});

test("a SID that is another attempt's proves nothing", async () => {
  const other = await seedCampaign(pool(), { people: 1, mps: 80 });
  await pool().query(
    `insert into attempt (account_id, message_id, n, claim_token, worker, slot_at, departed_at, outcome, message_sid) select account_id, id, 1, gen_random_uuid(), 'test', now(), now(), 'accepted', $2 from message where account_id = $1`,
    [other.accountId, sidOf(first)],
  );
  await told(report("delivered"));
  const { rows } = await pool().query(`select m.state, a.outcome from message m join attempt a on a.account_id = m.account_id and a.message_id = m.id where m.account_id = $1`, [seeded.accountId]);
  expect(rows).toEqual([{ state: "queued", outcome: "released_by_person" }]);
});
