import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { recordAudit } from "#lib/db/audit.ts";
import { claimDue } from "#lib/db/claim-due.ts";
import { inTransaction, pool } from "#lib/db/connection.ts";
import { markDeparted } from "#lib/db/mark-departed.ts";
import { optOut } from "#lib/db/opt-out.ts";
import { recordStatusEvents } from "#lib/db/record-status-events.ts";
import { settleAttempts } from "#lib/db/settle-attempts.ts";
import { seedCampaign, type SeededCampaign } from "#lib/db/testing-campaign.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import type { Seen } from "./evidence.ts";
import { type Held, violationsAtRest } from "./invariants.ts";
import { type Allowance, fullWindows, type Pace, rateInvariant, type RateFrom, type Stall } from "./rate-invariant.ts";

const MPS = 80;
const PEOPLE = 3;
let seeded: SeededCampaign;
let held: Held;

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account, audit_event, provider_event cascade`);
  seeded = await seedCampaign(pool(), { people: PEOPLE, mps: MPS });
  held = { db: pool(), seen: await sendAll(), rates: new Map([["+4930230012345", [{ atMs: 0, mps: MPS }]]]), allowance: "steady", stalls: [], orders: [], doubtful: new Set() };
});

/** Three messages, claimed, sent and delivered as they should be, and what the simulator would have seen of them. */
async function sendAll(): Promise<Seen[]> {
  const { messages } = await claimDue(pool(), { senderId: seeded.senderId, claimToken: randomUUID(), worker: "test", horizonMs: 1_000, batchMax: PEOPLE });
  await markDeparted(pool(), messages);
  const sids = messages.map(({ messageId }) => `SM${messageId.padStart(32, "0")}`);
  await settleAttempts(pool(), messages.map((message, index) => ({ ...message, outcome: "accepted", messageSid: sids[index] ?? "", errorCode: null, detail: null, retryInMs: 0 })), 1);
  await recordStatusEvents(pool(), messages.map(({ accountId, messageId, n }, index) => ({ accountId, messageId, n, messageSid: sids[index] ?? "", delivery: "delivered", errorCode: null, body: { MessageStatus: "delivered" } })), 1);
  const { rows } = await pool().query<{ sid: string }>(`select twilio_sid as sid from account`);
  const now = Date.now();
  return messages.map(({ accountId, messageId, n, from, to, contentSid }, index) => ({ accountId, messageId, n, accountSid: rows[0]?.sid ?? "", from, to, contentSid, receivedAt: now, acceptedAt: now + index, sid: sids[index] ?? "" }));
}

const found = async (changes: Partial<Held> = {}) => [...new Set((await violationsAtRest({ ...held, ...changes })).map(({ invariant }) => invariant))].toSorted();
const sql = (text: string) => pool().query(text);
const withFirst = (changes: Partial<Seen>): Seen[] => held.seen.map((each, index) => (index === 0 ? { ...each, ...changes } : each));
const again = (): Seen[] => [...held.seen, ...held.seen.slice(0, 1).map((each) => ({ ...each, n: 2, sid: "SMother", receivedAt: each.receivedAt + 5_000, acceptedAt: each.receivedAt + 5_000 }))];

test("what went as it should breaks nothing", async () => {
  expect(await found()).toEqual([]);
});

test("of a sender that was too fast it is told whether its slots were, or what came of them", async () => {
  const told = async (seen: readonly Seen[]) => (await violationsAtRest({ ...held, seen, rates: new Map([["+4930230012345", [{ atMs: 0, mps: 0.5 }]]]) })).find(({ invariant }) => invariant === "V4")?.examples[0];
  expect(await told(held.seen)).toMatch(/^of 3 in the worst 1 s the slots lie over \d+ ms; at most 3 of them in as long; they came -?\d+ to -?\d+ ms after them, from 1 workers; meanwhile and just before, the simulator was held up for 0 ms$/);
  await sql(`update attempt set slot_at = slot_at - interval '1 second' where message_id = (select min(message_id) from attempt)`);
  expect(await told(held.seen)).toMatch(/at most 2 of them in as long; they came -?\d+ to 1?\d{3} ms after them/);
});

test("V1 lets a message go again that Twilio reported as failed, once", async () => {
  await sql(`insert into attempt (account_id, message_id, n, claim_token, worker, slot_at, departed_at, outcome, message_sid) select account_id, message_id, 2, claim_token, worker, slot_at, departed_at, 'failed', 'SMother' from attempt order by message_id limit 1`);
  expect(await found({ seen: again() })).toEqual([]);
  expect(await found({ seen: [...again(), ...again().slice(-1)] })).toEqual(["V1"]);
});

test.each<[string, string, () => Promise<Partial<Held>>]>([
  ["V1", "a person who was accepted twice", async () => ({ seen: again().map((each) => ({ ...each, sid: held.seen[0]?.sid ?? "" })) })],
  ["V1", "an accepted message that nobody took", async () => ({ seen: held.seen.slice(1) })],
  ["V1", "a suppressed message that was taken", async () => (await sql(`update message set state = 'suppressed', suppression = 'opted_out' where id = (select min(id) from message); update campaign_tally set accepted = accepted - 1`), {})],
  ["V2", "a person of the audience who has gone", async () => (await sql(`update campaign set audience = audience + 1`), {})],
  ["V2", "counters that are not the counts", async () => (await sql(`update campaign_tally set accepted = accepted + 1`), {})],
  ["V2", "a message that lies in the queue", async () => (await sql(`update message set state = 'queued'; update campaign_tally set accepted = accepted - ${PEOPLE}; update attempt set outcome = 'rejected'`), {})],
  ["V3", "a SID that is not here", async () => ({ seen: withFirst({ sid: `SM${"f".repeat(32)}` }) })],
  ["V3", "a message that is not here", async () => ({ seen: [...held.seen, ...withFirst({ messageId: "999999", sid: "SMx" }).slice(0, 1)] })],
  ["V5", "a departure after an opt-out", async () => (await inTransaction((tx) => optOut(tx, { accountId: seeded.accountId, phone: held.seen[0]?.to ?? "", reason: "asked", source: "person" })), await sql(`update attempt set departed_at = now() + interval '1 second'`), {})],
  ["V6", "a departure after a pause", async () => (await orderPause(), await sql(`update attempt set departed_at = now() + interval '1 second'`), { orders: PAUSED() })],
  ["V7", "another account's credentials", async () => ({ seen: withFirst({ accountSid: `AC${"9".repeat(32)}` }) })],
  ["V7", "another person's number", async () => ({ seen: withFirst({ to: "+4930230999999" }) })],
  ["V8", "a delivery that its events do not say", async () => (await sql(`update message set delivery = 'sent'`), {})],
  ["V9", "a finished campaign with a message under way", async () => (await sql(`update campaign set finished_at = now(), state = 'completed'; update message set state = 'sending' where id = (select min(id) from message)`), {})],
  ["V10", "an order without its line", async () => ({ orders: PAUSED() })],
  ["V10", "a line without its order", async () => (await orderPause(), {})],
  ["V11", "an attempt that stays open", async () => (await sql(`update attempt set outcome = 'open', slot_at = now() - interval '2 minutes'`), {})],
  ["V11", "a doubt that nobody sees", async () => (await sql(`update attempt set outcome = 'ambiguous'`), {})],
  ["V12", "two attempts that may have been sent", async () => (await sql(`alter table attempt rename to kept; create table attempt as select * from kept; insert into attempt (account_id, message_id, n, claim_token, worker, slot_at, departed_at, outcome) select account_id, message_id, 2, claim_token, worker, slot_at, departed_at, outcome from kept`), {})],
  ["V13", "a message that was taken after its end", async () => (await sql(`update message set expires_at = now() - interval '1 hour'`), {})],
  ["V14", "two requests to one person under way", async () => (await sql(`alter table attempt rename to kept; create table attempt as select * from kept; update attempt set outcome = 'open'; insert into attempt (account_id, message_id, n, claim_token, worker, slot_at, departed_at, outcome) select account_id, message_id, 2, claim_token, worker, slot_at, departed_at, outcome from attempt`), {})],
])("%s finds %s", async (invariant, _, plant) => {
  try {
    expect(await found(await plant())).toContain(invariant);
  } finally {
    const { rows } = await pool().query(`select 1 from pg_class where relname = 'kept'`);
    if (rows.length > 0) await sql(`drop table attempt; alter table kept rename to attempt`);
  }
});

const PAUSED = (): Held["orders"] => [{ action: "campaign.paused", subjectId: seeded.campaignId }];

async function orderPause(): Promise<void> {
  await recordAudit(pool(), { accountId: seeded.accountId, actorId: randomUUID(), action: "campaign.paused", subjectKind: "campaign", subjectId: seeded.campaignId });
}

const pace = (rates: RateFrom[], allowance: Allowance = "steady", stalls: Stall[] = []): Pace => ({ rates, allowance, stalls });
const every = (apartMs: number, count: number, fromMs = 0) => Array.from({ length: count }, (_, index) => fromMs + index * apartMs);

test("V4 takes a rate that is kept, and finds the one that is not, in a second and in ten", () => {
  const rates = [{ atMs: 0, mps: 80 }];
  expect(rateInvariant("+1", every(12.5, 1_000), pace(rates, "steady"))).toEqual([]);
  expect(rateInvariant("+1", [...every(12.5, 80), ...every(1, 4, 990)], pace(rates, "steady"))).toMatchObject([{ invariant: "V4", examples: [expect.stringMatching(/^84 where 82/), expect.stringMatching(/^83 where 82/)] }]);
  expect(rateInvariant("+1", every(10.5, 10_000), pace(rates, "storm"))).toMatchObject([{ what: expect.stringContaining("10 s") }]);
  expect(rateInvariant("+1", every(0, 102), pace(rates, "storm"))).toMatchObject([{ what: expect.stringContaining("1 s"), count: 1 }]);
  expect(rateInvariant("+1", [0], pace([]))).toEqual([]);
});

test("V4 allows what came while the simulator was behind, and no more", () => {
  const full = (times: number[], stalls: Stall[]) => rateInvariant("+1", times.toSorted((one, other) => one - other), pace([{ atMs: 0, mps: 80 }], "steady", stalls));
  // It slept from 800 to 1000, and saw the sixteen of that time when it woke; then it was on time.
  const woken = [...every(12.5, 64), ...every(0.1, 16, 1_000), ...every(12.5, 80, 1_012.5)];
  expect(full(woken, [])).not.toEqual([]);
  expect(full(woken, [{ endMs: 1_000, ms: 200 }])).toEqual([]);
  expect(full([...woken, ...every(1, 8, 1_020)], [{ endMs: 1_000, ms: 200 }])).not.toEqual([]);
  // It took until 1100 to take in what waited: the second half of that came as long before.
  const slow = [...every(12.5, 64), ...every(5, 20, 1_000), ...every(12.5, 80, 1_100)];
  expect(full(slow, [{ endMs: 1_000, ms: 200 }])).not.toEqual([]);
  expect(full(slow, [{ endMs: 1_100, ms: 100 }, { endMs: 1_000, ms: 200 }])).toEqual([]);
  // A sleep in the middle of a second only takes messages out of it.
  const middle = [...every(12.5, 80), ...every(1, 16, 999)];
  expect(full(middle, [{ endMs: 600, ms: 300 }])).not.toEqual([]);
});

test("V4 tells first of the window that exceeds by most, not of the fullest", () => {
  // The simulator slept in the first second and may have seen more in it than in the one that is wrong.
  const slept = [...every(1, 40, 995), ...every(12.5, 78, 1_035)];
  const wrong = [...every(12.5, 80, 5_000), ...every(1, 16, 5_995)];
  const [worst] = fullWindows([...slept, ...wrong], pace([{ atMs: 0, mps: 80 }], "steady", [{ endMs: 995, ms: 450 }]));
  expect(worst).toMatchObject({ windowMs: 1_000, count: 95 });
  expect(worst?.fromMs).toBeGreaterThan(5_000);
});

test("V4 allows the old rate for a second after a change, and not for two", () => {
  const rates = [{ atMs: 0, mps: 400 }, { atMs: 10_000, mps: 80 }];
  expect(rateInvariant("+1", [...every(2.5, 4_000), ...every(2.5, 300, 10_000)], pace(rates, "steady")).map(({ what }) => what)).toEqual([]);
  expect(rateInvariant("+1", every(2.5, 200, 11_500), pace(rates, "steady"))).not.toEqual([]);
});
