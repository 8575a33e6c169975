import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { PROBE_REASON, RESTS, type RestKind } from "#lib/domain/sender-rest.ts";
import { claimDue, type ClaimedMessage } from "./claim-due.ts";
import { inTransaction, openEnginePool, pool, type Pool } from "./connection.ts";
import { countRecentSends } from "./count-recent-sends.ts";
import { markDeparted } from "./mark-departed.ts";
import { claimProbe, endRest, restSenders } from "./rest-senders.ts";
import { listActiveSenders } from "./sender-gates.ts";
import { settleAttempts } from "./settle-attempts.ts";
import { seedCampaign, type SeededCampaign } from "./testing-campaign.ts";
import { freshDatabase } from "./testing.ts";

let engine: Pool;
let seeded: SeededCampaign;
let sent: ClaimedMessage[];

beforeAll(async () => {
  await freshDatabase();
  engine = openEnginePool();
  return () => engine.end();
});
beforeEach(async () => {
  await pool().query(`truncate account cascade`);
  seeded = await seedCampaign(pool(), { people: 30, mps: 80 });
  await pool().query(`update sender set business_account = 'W1'`);
  // Two more senders: one of the same portfolio, one of which nobody knows it.
  await pool().query(
    `with s as (insert into sender (account_id, phone, name, status, business_account) values ($1, '+4930230012346', 'Same', 'online', 'W1'), ($1, '+4930230012347', 'Other', 'online', null) returning account_id, id)
     insert into sender_gate (sender_id, account_id, mps) select id, account_id, 80 from s`,
    [seeded.accountId],
  );
  await seedCampaign(pool(), { people: 1, mps: 80 });
  sent = (await claimDue(engine, { senderId: seeded.senderId, claimToken: randomUUID(), worker: "test", horizonMs: 100, batchMax: 4 })).messages;
  await markDeparted(engine, sent);
});

const met = (kind: RestKind, code = 63_038) => sent.map(({ accountId, messageId, n }) => ({ accountId, messageId, n, code, kind }));
const rest = (kind: RestKind, code?: number) => inTransaction((tx) => restSenders(tx, met(kind, code)), engine);

async function gates() {
  const { rows } = await pool().query<{ name: string; minutes: number; reason: string; rests: number }>(
    `select s.name, round(extract(epoch from g.paused_until - now()) / 60)::int as minutes, g.pause_reason as reason, g.rests
     from sender_gate g join sender s on s.id = g.sender_id where g.paused_until > now() order by s.name`,
  );
  return rows;
}

async function restIsOver(): Promise<void> {
  await pool().query(`update sender_gate set paused_until = now() - interval '1 second', rested_at = rested_at - interval '1 day'`);
  await pool().query(`update attempt set departed_at = now(), slot_at = now()`);
}

test.each<[RestKind, string[]]>([
  ["pace", ["Shop"]],
  ["queue-full", ["Shop"]],
  ["portfolio", ["Same", "Shop"]],
  ["daily-cap", ["Other", "Same", "Shop"]],
])("a full %s rests %j, and no sender of another account", async (kind, names) => {
  await rest(kind);
  const resting = await gates();
  expect(resting.map(({ name }) => name)).toEqual(names);
  expect(resting.every(({ reason }) => reason === `${RESTS[kind].reason} (63038)`)).toBe(true);
  expect((await listActiveSenders(engine, "test")).senders).toHaveLength(1);
});

test("whatever was refused together is one rest, and one line for each sender", async () => {
  expect(await rest("daily-cap")).toBe(3);
  expect(await rest("daily-cap")).toBe(0);
  expect(await gates()).toMatchObject([{ minutes: 15, rests: 1 }, { minutes: 15, rests: 1 }, { minutes: 15, rests: 1 }]);
  const { rows } = await pool().query(`select kind, code, messages from decision`);
  expect(rows).toEqual(Array.from({ length: 3 }, () => ({ kind: "slowed", code: 63_038, messages: 4 })));
});

test("a shorter rest shortens nothing, and a longer one that was under way wins", async () => {
  await rest("pace", 63_018);
  await rest("daily-cap");
  await rest("pace", 63_018);
  expect((await gates()).find(({ name }) => name === "Shop")).toMatchObject({ minutes: 15, rests: 1, reason: `${RESTS["daily-cap"].reason} (63038)` });
});

test("after a rest one message goes first, whoever asks; with its refusal a longer rest begins", async () => {
  await rest("daily-cap");
  await restIsOver();
  expect((await listActiveSenders(engine, "test")).senders.find(({ senderId }) => senderId === seeded.senderId)?.probe).toBe(true);
  const probe = () => claimProbe(engine, { senderId: seeded.senderId, claimToken: randomUUID(), worker: "test", horizonMs: 100 });
  const claims = await Promise.all(Array.from({ length: 8 }, probe));
  sent = claims.flatMap(({ messages }) => messages);
  expect(sent).toHaveLength(1);
  expect((await gates()).map(({ name, reason }) => [name, reason])).toEqual([["Shop", PROBE_REASON]]);
  await markDeparted(engine, sent);
  expect(await rest("daily-cap")).toBeGreaterThan(0);
  expect((await gates()).find(({ name }) => name === "Shop")).toMatchObject({ minutes: 30, rests: 2 });
});

test("a probe with nothing to send takes nothing away: the next one is still one message", async () => {
  await rest("daily-cap");
  await restIsOver();
  await pool().query(`update message set state = 'cancelled' where state = 'queued'`);
  expect(await claimProbe(engine, { senderId: seeded.senderId, claimToken: randomUUID(), worker: "test", horizonMs: 100 })).toMatchObject({ kind: "empty" });
  expect((await listActiveSenders(engine, "test")).senders.find(({ senderId }) => senderId === seeded.senderId)?.probe).toBe(true);
});

test("a rest that somebody ends is over at once, for what departed before it too", async () => {
  await rest("portfolio");
  expect(await inTransaction((tx) => endRest(tx, seeded))).toContain("portfolio");
  expect(await inTransaction((tx) => endRest(tx, seeded))).toBeNull();
  expect(await inTransaction((tx) => endRest(tx, { ...seeded, accountId: randomUUID() }))).toBeNull();
  await rest("portfolio");
  expect((await gates()).map(({ name }) => name)).toEqual(["Same"]);
});

test("our own counts: messages of the portfolio in a day, and to one person in a minute", async () => {
  await pool().query(`update sender set messaging_limit = '250 Customers/24hr' where id = $1`, [seeded.senderId]);
  await settleAttempts(engine, sent.map((message) => ({ ...message, outcome: "accepted" as const, messageSid: `SM${message.messageId.padStart(32, "0")}`, errorCode: null, detail: null, retryInMs: 0 })), 5);
  await pool().query(
    `insert into sender_second (account_id, sender_id, second_at, shard, departed)
     select account_id, id, now() - interval '23 hours', 1, 100 from sender where name in ('Same', 'Other') union all select account_id, id, now() - interval '25 hours', 1, 1000 from sender where name = 'Same'`,
  );
  const [first] = sent;
  if (!first) throw new Error("Nothing was claimed.");
  expect(Object.fromEntries(await countRecentSends(engine, [first]))).toEqual({ [first.messageId]: { toPersonInMinute: 1, peopleInDay: 104, peopleInDayMax: 250 } });
  await pool().query(`update attempt set departed_at = now() - interval '2 minutes'`);
  expect((await countRecentSends(engine, [first])).get(first.messageId)?.toPersonInMinute).toBe(0);
});
