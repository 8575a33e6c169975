import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { listKnownAttempts, mend, storePage } from "#lib/db/audit-theirs.ts";
import { inTransaction, pool } from "#lib/db/connection.ts";
import { listAttention } from "#lib/db/list-attention.ts";
import { listDifferences, listSenderAudits } from "#lib/db/list-audits.ts";
import { listReconcilable } from "#lib/db/list-reconcilable.ts";
import { leaveAudit, takeAudit } from "#lib/db/take-audit.ts";
import { clockAhead, freshDatabase } from "#lib/db/testing.ts";
import { comparePage } from "#lib/domain/sender-audit.ts";
import { auditSenders, type AuditRun, type AuditWay } from "#lib/jobs/audit-senders.ts";
import { PacedQuestions } from "#lib/jobs/paced-questions.ts";
import { reconcileAccount } from "#lib/jobs/reconcile-account.ts";
import { TwilioLine, type AccountClient } from "#lib/twilio/account-client.ts";
import { listSenderPage } from "#lib/twilio/list-sender-page.ts";
import { sendMessage } from "#lib/twilio/send-message.ts";
import type { SimulatorOptions } from "#simulator/simulator.ts";
import { drainAll, launchTo, openTestWorld, type TestWorld } from "./test-world.ts";

const LOST = { callbacks: { lost: 1 } };
const PERSON = "+493023125000001";

let world: TestWorld;
let line: TwilioLine;
let client: AccountClient;
let senderId: string;
/** The day that is compared, at whose noon everything is sent. */
let noonMs: number;

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await clockAhead(0);
  await pool().query(`truncate account, person cascade`);
});
afterEach(async () => {
  await line.close();
  await world.close();
});

/** At noon, so that no test lies across a midnight, everybody of a campaign gets a message; then it is the next morning. */
async function sendTo(people: number, options: SimulatorOptions = {}, behindOurBack: () => Promise<unknown> = async () => undefined): Promise<void> {
  noonMs = Math.ceil((Date.now() - 43_200_000) / 86_400_000) * 86_400_000 + 43_200_000;
  const aheadMs = noonMs - Date.now();
  await clockAhead(aheadMs);
  world = await openTestWorld({ mps: 400, ...options });
  world.simulator.advance(aheadMs / 1000);
  line = new TwilioLine(world.simulator.url);
  client = line.clientFor({ accountSid: world.account.sid, authToken: world.account.authToken, apiKey: null });
  await pool().query(`update account set created_at = app_now() - interval '1 minute'`);
  await launchTo(world, { people, mps: 200 });
  ({ id: senderId } = (await pool().query<{ id: string }>(`select distinct sender_id as id from message`)).rows[0] ?? { id: "" });
  await drainAll(world);
  await behindOurBack();
  await world.simulator.quiet();
  // Reports are asked for by a chore of their own, which here would be first.
  await pool().query(`insert into report_check (account_id, campaign_id, due_at) select account_id, id, 'infinity' from campaign`);
  await morning();
}

/** Six in the morning of the next day, and so many minutes. */
const morning = (minutes = 0) => clockAhead(noonMs + 18 * 3_600_000 + minutes * 60_000 - Date.now());

/** Somebody else, with the same credentials. */
async function sentBehindOurBack(to: string): Promise<string> {
  const { rows } = await pool().query<{ phone: string; content_sid: string }>(`select s.phone, t.content_sid from sender s, template t where s.id = $1 and t.status = 'approved' and t.category = 'utility' order by t.name limit 1`, [senderId]);
  const [{ phone, content_sid: contentSid } = { phone: "", content_sid: "" }] = rows;
  const outcome = await sendMessage(client, { from: phone, to, contentSid, variables: { "1": "x", "2": "y", "3": "z" }, statusCallbackUrl: "http://127.0.0.1:9/status" });
  if (outcome.kind !== "accepted") throw new Error(JSON.stringify(outcome));
  return outcome.messageSid;
}

const audit = (way: AuditWay = {}): Promise<AuditRun> => auditSenders(client, new PacedQuestions({ everyMs: 0 }), world.accountId, way);
const result = async () => (await listSenderAudits(pool(), { accountId: world.accountId, senderId }))[0];
const differences = async () => {
  const day = (await result())?.day ?? "";
  return (await listDifferences(pool(), { accountId: world.accountId, senderId, day }, null)).rows.map(({ kind, messageSid, messageId, delivery }) => [kind, messageSid, messageId, delivery]);
};
const decisions = async () => (await pool().query<{ kind: string; messages: number; reason: string }>(`select kind, messages, reason from decision where kind in ('differs', 'resolved') order by id`)).rows;
const attention = async () => (await listAttention(pool(), world.accountId)).items.filter(({ kind }) => kind.startsWith("books")).map(({ kind, count, why }) => [kind, count, why]);
const sids = async () => (await pool().query<{ sid: string; id: string }>(`select message_sid as sid, message_id as id from attempt where message_sid is not null order by message_id`)).rows;

test("where both books agree, each sender and day has one row, nobody is bothered, and it is not done again", async () => {
  await sendTo(5);
  expect(await listReconcilable(pool(), 9)).toEqual([world.accountId]);
  const { audits, ...run } = await audit();
  expect(run).toEqual({ differences: 0, mended: 0, failed: 0 });
  expect(audits).toBe((await pool().query(`select from sender where status in ('online', 'offline')`)).rowCount);
  expect(await result()).toMatchObject({ day: new Date(noonMs).toISOString().slice(0, 10), stage: "done", isWhole: true, theirs: 5, ours: 5, theirsUnmatched: 0, oursUnmatched: 0, mended: 0, problem: null });
  expect([await decisions(), await attention()]).toEqual([[], []]);
  expect((await pool().query(`select sum(asked)::int as asked, (select count(*)::int from sender_audit_seen) as seen from sender_audit`)).rows).toEqual([{ asked: 0, seen: 0 }]);
  expect(await listReconcilable(pool(), 9)).toEqual([]);
  expect(await audit()).toEqual({ audits: 0, differences: 0, mended: 0, failed: 0 });
});

test("a message that somebody else sent with this sender is found", async () => {
  let foreign = "";
  await sendTo(3, {}, async () => (foreign = await sentBehindOurBack("+493023125999999")));
  expect(await audit()).toMatchObject({ differences: 1 });
  expect(await result()).toMatchObject({ theirs: 4, ours: 3, theirsUnmatched: 1, oursUnmatched: 0 });
  expect(await differences()).toEqual([["foreign", foreign, null, expect.stringMatching(/^(delivered|read|sent|failed|undelivered)$/)]]);
  const day = new Date(noonMs).toISOString().slice(0, 10);
  expect(await decisions()).toEqual([{ kind: "differs", messages: 1, reason: `Both books of ${day} were compared. Twilio lists 1 message that matches none of ours.` }]);
  expect(await attention()).toEqual([["books-differ", 1, "theirs"]]);
});

test("a message that Twilio took and does not have is found", async () => {
  await sendTo(4);
  const [, gone] = await sids();
  await client.messages(gone?.sid ?? "").remove();
  expect(await audit()).toMatchObject({ differences: 1 });
  expect(await result()).toMatchObject({ theirs: 3, ours: 4, theirsUnmatched: 0, oursUnmatched: 1 });
  expect(await differences()).toEqual([["missing", gone?.sid, gone?.id, null]]);
  expect(await attention()).toEqual([["books-differ", 1, "ours"]]);
});

test("a list that does not show what Twilio has is no proof: it is asked for each by its SID", async () => {
  await sendTo(25, { listLagMs: 1e12 });
  expect(await audit()).toMatchObject({ differences: 0 });
  expect(await result()).toMatchObject({ theirs: 0, ours: 25, oursUnmatched: 0 });
  expect((await pool().query(`select asked from sender_audit where sender_id = $1`, [senderId])).rows).toEqual([{ asked: 25 }]);
});

test("reports that were lost are made up for, once, and states only move forward", async () => {
  await sendTo(10, { ...LOST, outcomes: { delivered: 0.6, failed: 0.3 } });
  // One of them we know more of than Twilio says.
  await pool().query(`update message set delivery = 'read' where id = (select min(id) from message)`);
  const before = (await pool().query<{ id: string }>(`select id from message where delivery in ('none', 'queued')`)).rows.length;
  const { mended, differences: differing } = await audit();
  expect([mended, differing]).toEqual([before, 0]);
  const { rows } = await pool().query<{ sid: string; delivery: string }>(`select a.message_sid as sid, m.delivery from attempt a join message m on m.id = a.message_id where m.id > (select min(id) from message) order by 1`);
  const theirs = new Map(world.simulator.messages().messages.map(({ sid, status }) => [sid, status]));
  expect(rows.map(({ delivery }) => delivery)).toEqual(rows.map(({ sid }) => theirs.get(sid)));
  expect((await pool().query(`select delivery from message order by id limit 1`)).rows).toEqual([{ delivery: "read" }]);
  expect((await pool().query(`select sum(sent + delivered + read + undelivered + failed)::int as n from campaign_tally`)).rows).toEqual([{ n: mended }]);
  expect(await decisions()).toMatchObject([{ kind: "resolved", messages: mended }]);
  expect(await attention()).toEqual([]);
});

test("a message whose answer was lost gets its SID where nothing else can be meant", async () => {
  await sendTo(4, { ...LOST, faults: { script: ["acceptThenDropConnection"] } });
  await pool().query(`update attempt set outcome = 'assumed' where outcome = 'ambiguous'`);
  expect(await audit()).toMatchObject({ differences: 0 });
  expect(await result()).toMatchObject({ theirs: 4, theirsUnmatched: 0 });
  expect((await differences()).filter(([kind]) => kind === "found")).toHaveLength(1);
  expect((await pool().query(`select outcome, count(*)::int as n from attempt group by 1`)).rows).toEqual([{ outcome: "accepted", n: 4 }]);
});

test("an orphan that may be one of two, or that we had written down as not sent, is left to a person", async () => {
  await sendTo(2, { ...LOST, faults: { script: ["acceptThenDropConnection", "acceptThenDropConnection"] } }, () => sentBehindOurBack(PERSON));
  await pool().query(`update attempt set outcome = 'not_sent' where message_id = (select m.id from message m join contact r on r.id = m.contact_id where r.phone <> $1)`, [PERSON]);
  expect(await audit()).toMatchObject({ differences: 3 });
  expect((await differences()).map(([kind, , messageId]) => [kind, messageId === null])).toEqual([["orphan", false], ["orphan", false], ["orphan", false]]);
  expect((await pool().query(`select from attempt where message_sid is not null`)).rowCount).toBe(0);
});

test("a list is walked a few pages at a time, from where it was left", async () => {
  await sendTo(10);
  const stages: unknown[] = [];
  for (let runs = 0; (await result())?.stage !== "done" && runs < 40; runs += 1) {
    await audit({ pageSize: 3, stepsMax: 1 });
    const row = (await pool().query(`select stage, pages, theirs, ours from sender_audit where sender_id = $1`, [senderId])).rows[0];
    if (JSON.stringify(row) !== JSON.stringify(stages.at(-1))) stages.push(row);
  }
  expect(stages.filter((row) => JSON.stringify(row) !== JSON.stringify({ stage: "theirs", pages: 0, theirs: 0, ours: 0 }))).toEqual([
    { stage: "theirs", pages: 1, theirs: 3, ours: 0 },
    { stage: "theirs", pages: 2, theirs: 6, ours: 0 },
    { stage: "theirs", pages: 3, theirs: 9, ours: 0 },
    { stage: "ours", pages: 4, theirs: 10, ours: 0 },
    { stage: "ours", pages: 4, theirs: 10, ours: 10 },
    { stage: "done", pages: 4, theirs: 10, ours: 10 },
  ]);
});

test("a worker that is killed in the middle is followed by another, and one that was only asleep writes nothing any more", async () => {
  await sendTo(10, {}, () => sentBehindOurBack("+493023125999999"));
  const others = await pool().query(`update sender set status = 'draft' where id <> $1`, [senderId]);
  expect(others.rowCount).toBeGreaterThan(0);
  const mine = await takeAudit(pool(), world.accountId, randomUUID());
  if (!mine) throw new Error("Nothing to compare.");
  const { messages, next } = await listSenderPage(client, { from: mine.phone, cursor: null, pageSize: 4 });
  const known = await listKnownAttempts(pool(), world.accountId, messages.map(({ messageSid }) => messageSid));
  const page = { comparison: comparePage(messages, { known, nameless: [] }, mine.window), unreadable: 0, next };
  expect(await inTransaction((tx) => storePage(tx, mine, page, 0))).not.toBeNull();
  // Nobody hears of it again; and nobody else may go on before its time is over.
  expect(await audit()).toMatchObject({ audits: 0 });
  await morning(6);
  const other = await takeAudit(pool(), world.accountId, randomUUID());
  if (!other) throw new Error("Nobody goes on.");
  expect(other).toMatchObject({ senderId, stage: "theirs", pages: 1, cursor: next });
  expect(await inTransaction((tx) => storePage(tx, { ...other, token: mine.token }, page, 0))).toBeNull();
  await leaveAudit(pool(), other);
  expect(await audit()).toMatchObject({ audits: 1, differences: 1 });
  expect(await result()).toMatchObject({ theirs: 11, ours: 10, theirsUnmatched: 1 });
  expect(await differences()).toHaveLength(1);
  expect(await decisions()).toHaveLength(1);
});

/** A process of its own that compares until it is killed at a crash point; the simulator lives in this one. */
async function killedAt(point: string): Promise<unknown> {
  const code = `import { reconcileAccount } from "#lib/jobs/reconcile-account.ts"; await reconcileAccount("${world.accountId}", { twilioApiBaseUrl: "${world.simulator.url}", questionEveryMs: 0, pageSize: 3 });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { cwd: path.join(import.meta.dirname, ".."), env: { ...process.env, DRUMBEAT_CRASH_POINTS: "this-process-is-a-test", CRASH_AT: point }, stdio: "ignore" });
  const [, signal]: unknown[] = await once(child, "exit");
  return signal;
}

test.each(["Q1:2", "Q2:1", "Q2:3", "Q3:2"])("a process that is killed at %s loses nothing and counts nothing twice", async (point) => {
  await sendTo(10, {}, () => sentBehindOurBack("+493023125999999"));
  await pool().query(`update sender set status = 'draft' where id <> $1`, [senderId]);
  expect(await killedAt(point)).toBe("SIGKILL");
  expect(await result()).toMatchObject({ stage: "theirs", comparedAt: null });
  await morning(6);
  expect(await audit({ pageSize: 3 })).toMatchObject({ audits: 1, differences: 1 });
  expect(await result()).toMatchObject({ theirs: 11, ours: 10, theirsUnmatched: 1, oursUnmatched: 0 });
  expect((await pool().query(`select asked, pages from sender_audit where sender_id = $1`, [senderId])).rows).toEqual([{ asked: 0, pages: 4 }]);
  expect(await decisions()).toHaveLength(1);
});

test("of many workers at once, each day of a sender has one", async () => {
  await sendTo(10, {}, () => sentBehindOurBack("+493023125999999"));
  const runs = await Promise.all(Array.from({ length: 4 }, () => audit({ pageSize: 3 })));
  const senders = (await pool().query(`select from sender where status in ('online', 'offline')`)).rowCount;
  expect(runs.reduce((sum, { audits }) => sum + audits, 0)).toBe(senders);
  expect(await result()).toMatchObject({ theirs: 11, ours: 10, theirsUnmatched: 1, oursUnmatched: 0 });
  expect(await decisions()).toHaveLength(1);
});

test("before the day is settled, and while something still leaves the account, it waits; late in the day it waits no longer", async () => {
  await sendTo(1);
  await clockAhead(noonMs + 15.9 * 3_600_000 - Date.now());
  expect(await listReconcilable(pool(), 9)).toEqual([]);
  await morning();
  await pool().query(`insert into sender_second (account_id, sender_id, second_at, shard, departed) values ($1, $2, date_trunc('second', app_now()), 1, 1)`, [world.accountId, senderId]);
  expect(await listReconcilable(pool(), 9)).toEqual([]);
  expect(await audit()).toMatchObject({ audits: 0 });
  await morning(11);
  expect(await listReconcilable(pool(), 9)).toEqual([world.accountId]);
  await morning(10.1 * 60);
  await pool().query(`insert into sender_second (account_id, sender_id, second_at, shard, departed) values ($1, $2, date_trunc('second', app_now()), 1, 1)`, [world.accountId, senderId]);
  expect(await listReconcilable(pool(), 9)).toEqual([world.accountId]);
});

test("a Twilio that cannot be asked is said so, and it is asked again later", async () => {
  await sendTo(2);
  await pool().query(`update sender set status = 'draft' where id <> $1`, [senderId]);
  for (const minutes of [0, 5, 10]) {
    await morning(minutes);
    expect(await reconcileAccount(world.accountId, { twilioApiBaseUrl: "http://127.0.0.1:9", questionEveryMs: 0 })).toMatchObject({ kind: "reconciled", audits: 0, failed: 1 });
  }
  expect(await result()).toMatchObject({ stage: "theirs", problem: "unreachable", failures: 3, comparedAt: null });
  expect(await attention()).toEqual([["books-not-compared", 1, "unreachable"]]);
  expect(await listReconcilable(pool(), 9)).toEqual([]);
  await morning(15);
  expect(await reconcileAccount(world.accountId, { twilioApiBaseUrl: world.simulator.url, questionEveryMs: 0 })).toMatchObject({ audits: 1, failed: 0 });
  expect(await result()).toMatchObject({ stage: "done", problem: null, failures: 0, theirs: 2, ours: 2 });
  expect(await attention()).toEqual([]);
});

test("credentials that do not open are said so", async () => {
  await sendTo(1);
  const { rows } = await pool().query<{ accountId: string; senderId: string }>(
    `with a as (insert into account (slug, name, kind, twilio_sid, auth_token_cipher, created_at) values ('other', 'Other', 'live', 'AC' || repeat('7', 32), 'none', app_now() - interval '20 hours') returning id)
     insert into sender (account_id, phone, name, status) select id, '+493023001001', 'Shop', 'online' from a returning account_id as "accountId", id as "senderId"`,
  );
  const [other = { accountId: "", senderId: "" }] = rows;
  expect(await reconcileAccount(other.accountId, { twilioApiBaseUrl: world.simulator.url, questionEveryMs: 0 })).toMatchObject({ kind: "sealed" });
  expect(await listSenderAudits(pool(), other)).toMatchObject([{ problem: "sealed", failures: 1, comparedAt: null }]);
});

test("more differences than are kept are counted all the same", async () => {
  await sendTo(1);
  const { accountId } = world;
  await pool().query(
    `with r as (insert into contact (account_id, phone) select $1, '+4930230' || (200000 + n) from generate_series(1, 450) as n returning id),
          m as (insert into message (account_id, campaign_id, contact_id, sender_id, state, expires_at)
                select $1, (select id from campaign where account_id = $1 limit 1), id, $2, 'accepted', now() from r returning id)
     insert into attempt (account_id, message_id, n, claim_token, worker, slot_at, departed_at, outcome, message_sid)
     select $1, id, 1, gen_random_uuid(), 'test', $3::timestamptz, $3::timestamptz, 'accepted', 'SM' || lpad(id::text, 32, '0') from m`,
    [accountId, senderId, new Date(noonMs + 1_000)],
  );
  for (let runs = 0; (await result())?.stage !== "done" && runs < 20; runs += 1) await audit();
  expect(await result()).toMatchObject({ ours: 451, oursUnmatched: 450 });
  const { rows, after } = await listDifferences(pool(), { accountId, senderId, day: (await result())?.day ?? "" }, null);
  const second = await listDifferences(pool(), { accountId, senderId, day: (await result())?.day ?? "" }, { direction: "after", key: after ?? "" });
  expect(rows).toHaveLength(50);
  expect(second.rows).toHaveLength(50);
  expect((await pool().query(`select from sender_audit_difference`)).rowCount).toBe(200);
});

test("who is found to have refused our messages is opted out, as if the report had come", async () => {
  await sendTo(2, LOST);
  const { rows } = await pool().query<{ messageId: string; n: number; messageSid: string }>(`select message_id as "messageId", n, message_sid as "messageSid" from attempt order by message_id`);
  const news = await inTransaction((tx) => mend(tx, world.accountId, rows.slice(0, 1).map((refused) => ({ ...refused, delivery: "undelivered", errorCode: 63_050 })), 0));
  expect(news.telling).toMatchObject([{ messageId: rows[0]?.messageId, errorCode: 63_050 }]);
  const { rows: listed } = await pool().query(`select s.reason, s.source, r.opted_out_at is not null as "isOut" from suppression s join contact r on r.account_id = s.account_id and r.id = s.contact_id`);
  expect(listed).toEqual([{ reason: "meta-63050", source: "callback", isOut: true }]);
});
