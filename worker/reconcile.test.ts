import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { pool } from "#lib/db/connection.ts";
import { listReconcilable } from "#lib/db/list-reconcilable.ts";
import { takeLooks } from "#lib/db/looks.ts";
import { recordStatusEvents } from "#lib/db/record-status-events.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { runDrain } from "#lib/drain/run-drain.ts";
import { reconcileAccount, type ReconcileResult } from "#lib/jobs/reconcile-account.ts";
import { writeDown } from "#lib/jobs/look-for-messages.ts";
import type { SimulatorOptions } from "#simulator/simulator.ts";
import { drainOf, launchTo, openTestWorld, statesOf, until, type TestWorld } from "./test-world.ts";

let world: TestWorld;
let campaignId: string;

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => void (await pool().query(`truncate account, person cascade`)));
afterEach(async () => world.close());

/** Sends to so many people, lets the network come to rest and closes the books. */
async function sendTo(people: number, options: SimulatorOptions): Promise<void> {
  world = await openTestWorld({ mps: 400, ...options });
  ({ campaignId } = await launchTo(world, { people, mps: 200 }));
  const drain = drainOf(world, "drain");
  const stop = new AbortController();
  const ended = runDrain(drain.world, stop.signal);
  const left = async () => (await pool().query(`select 1 from message where state in ('queued', 'sending')`)).rowCount;
  await until(left, (count) => count === 0);
  stop.abort();
  await ended;
  await drain.close();
  await world.simulator.quiet();
}

const LOST = { callbacks: { lost: 1 } };

/** As if everything had happened so long ago. */
async function age(minutes: number): Promise<void> {
  await pool().query(
    `with a as (update attempt set slot_at = slot_at - $1 * interval '1 minute', departed_at = departed_at - $1 * interval '1 minute', look_at = look_at - $1 * interval '1 minute'),
          r as (update report_check set due_at = due_at - $1 * interval '1 minute')
     update campaign set launched_at = launched_at - $1 * interval '1 minute', finished_at = finished_at - $1 * interval '1 minute'`,
    [minutes],
  );
}

const reconcile = (questionEveryMs = 0): Promise<ReconcileResult> => reconcileAccount(world.accountId, { twilioApiBaseUrl: world.simulator.url, questionEveryMs });

/** Without those that a busy machine gave back unsent. */
async function attempts(): Promise<Record<string, number>> {
  const { rows } = await pool().query<{ outcome: string; n: number }>(`select outcome, count(*)::int as n from attempt where outcome <> 'not_sent' group by outcome`);
  return Object.fromEntries(rows.map(({ outcome, n }) => [outcome, n]));
}

/** Every message with its SID and state, as we say and as the simulator says. A lost receipt that it was read is no matter of these minutes. */
async function bothBooks(): Promise<[unknown, unknown]> {
  const { rows } = await pool().query<{ sid: string; delivery: string }>(`select a.message_sid as sid, case m.delivery when 'read' then 'delivered' else m.delivery::text end as delivery from attempt a join message m on m.id = a.message_id where a.outcome = 'accepted' order by 1`);
  const theirs = world.simulator.messages().messages.map(({ sid, status }) => ({ sid, delivery: status === "read" ? "delivered" : status }));
  return [rows, theirs.sort((left, right) => (left.sid < right.sid ? -1 : 1))];
}

async function tallies(): Promise<unknown> {
  const { rows } = await pool().query(`select sum(accepted)::int as accepted, sum(unknown)::int as unknown, sum(delivered + read)::int as reached, sum(failed)::int as failed, sum(undelivered)::int as undelivered from campaign_tally`);
  return rows[0];
}

const decisions = async () => (await pool().query<{ line: string }>(`select kind || ' ' || sum(messages) || ' ' || reason as line from decision group by kind, reason order by 1`)).rows.map(({ line }) => line);

test.each([0, 0.1, 1])("with %d of the callbacks lost, every message that Twilio took ends with its SID and its state", async (lost) => {
  await sendTo(40, { callbacks: { lost }, outcomes: { delivered: 0.8, failed: 0.15 }, faults: { script: ["acceptThen500", "dropConnection", "acceptThenDropConnection", "acceptThenGarbage"] } });
  await age(11);
  await reconcile();
  const [ours, theirs] = await bothBooks();
  expect(ours).toEqual(theirs);
  expect(await statesOf(campaignId)).toEqual({ accepted: 39, unknown: 1 });
  const { statuses } = world.simulator.stats();
  expect(await tallies()).toEqual({ accepted: 39, unknown: 1, reached: statuses.delivered + statuses.read, failed: statuses.failed, undelivered: statuses.undelivered });
});

test("what was taken is found by the first list, and what was not is unconfirmed after three", async () => {
  await sendTo(6, { ...LOST, faults: { script: ["acceptThenDropConnection", "dropConnection"] } });
  expect(await listReconcilable(pool(), 9)).toEqual([]);
  expect(await reconcile()).toMatchObject({ looked: 0 });
  await age(2);
  expect(await listReconcilable(pool(), 9)).toEqual([world.accountId]);
  expect(await reconcile()).toMatchObject({ looked: 2, found: 1, unconfirmed: 0 });
  expect(await listReconcilable(pool(), 9)).toEqual([]);
  await age(8);
  expect(await reconcile()).toMatchObject({ looked: 1, found: 0 });
  await age(49);
  expect(await reconcile()).toMatchObject({ looked: 0 });
  await age(1);
  expect(await reconcile()).toMatchObject({ looked: 1, unconfirmed: 1 });
  expect(await attempts()).toEqual({ accepted: 5, unconfirmed: 1 });
  expect(await decisions()).toEqual([
    "resolved 1 Its answer was lost, and three whole lists of Twilio did not show it. A person decides.",
    "resolved 1 Its answer was lost. Twilio’s list shows it, so it was sent.",
  ]);
  expect(world.simulator.stats().totals.requests).toBe(6);
});

test("a message that the list does not show at first is found by a later look", async () => {
  await sendTo(4, { ...LOST, listLagMs: 10 * 60_000, faults: { script: ["acceptThenDropConnection"] } });
  await age(2);
  await reconcile();
  expect(await attempts()).toEqual({ accepted: 3, ambiguous: 1 });
  world.simulator.advance(11 * 60);
  await age(8);
  expect(await reconcile()).toMatchObject({ found: 1 });
});

test("messages to one person that cannot be told apart are left to a person", async () => {
  await sendTo(1, { ...LOST, faults: { script: ["acceptThenDropConnection", "acceptThenDropConnection"] } });
  // As long as somebody looks for the first, nobody writes to this person again: so this one was already given up, and comes back into doubt.
  await pool().query(`update attempt set outcome = 'unconfirmed'`);
  const drain = drainOf(world, "drain");
  await launchTo(world, { people: 1, mps: 200 });
  const stop = new AbortController();
  const ended = runDrain(drain.world, stop.signal);
  await until(attempts, ({ ambiguous }) => ambiguous === 1);
  stop.abort();
  await ended;
  await drain.close();
  await pool().query(`update attempt set outcome = 'ambiguous' where outcome = 'unconfirmed'`);
  for (const minutes of [2, 8, 50]) {
    await age(minutes);
    await reconcile();
  }
  expect(await attempts()).toEqual({ unconfirmed: 2 });
  expect((await pool().query(`select distinct look_finding from attempt`)).rows).toEqual([{ look_finding: "several" }]);
});

test("a Twilio that cannot be asked proves nothing: it is asked again later, and less often", async () => {
  await sendTo(2, { ...LOST, faults: { script: ["acceptThenDropConnection"] } });
  await age(2);
  expect(await reconcileAccount(world.accountId, { twilioApiBaseUrl: "http://127.0.0.1:9", questionEveryMs: 0 })).toMatchObject({ looked: 1, found: 0 });
  expect((await pool().query(`select outcome, looks, look_failures, look_finding, look_at > app_now() + interval '50 seconds' as later from attempt where outcome = 'ambiguous'`)).rows).toEqual([{ outcome: "ambiguous", looks: 0, look_failures: 1, look_finding: "unreadable", later: true }]);
});

test("two workers never look for the same message, and one that is killed between list and update leaves it to another", async () => {
  await sendTo(4, { ...LOST, faults: { script: Array.from({ length: 4 }, () => "acceptThenDropConnection" as const) } });
  await age(2);
  const token = randomUUID();
  const [mine, others] = await Promise.all([takeLooks(pool(), { accountId: world.accountId, token, max: 2 }), takeLooks(pool(), { accountId: world.accountId, token: randomUUID(), max: 4 })]);
  expect(new Set([...mine, ...others].map(({ messageId }) => messageId)).size).toBe(mine.length + others.length);
  // Nobody writes down what these saw.
  expect(await reconcile()).toMatchObject({ looked: 4 - mine.length - others.length });
  await age(4);
  expect(await reconcile()).toMatchObject({ looked: mine.length + others.length });
  expect(await attempts()).toEqual({ accepted: 4 });
  // The one that was only asleep writes nothing any more.
  const [first] = mine;
  if (first) expect(await writeDown(first, token, { answer: { kind: "listed", isWhole: true, candidates: [], rivals: 0 }, messages: [] })).toBe("superseded");
  const [ours, theirs] = await bothBooks();
  expect(ours).toEqual(theirs);
});

test("a callback that comes while the list is read holds, and the list changes nothing", async () => {
  await sendTo(1, { ...LOST, faults: { script: ["acceptThenDropConnection"] } });
  await age(2);
  const token = randomUUID();
  const [look] = await takeLooks(pool(), { accountId: world.accountId, token, max: 1 });
  if (!look) throw new Error("Nothing to look for.");
  const [{ sid: messageSid } = { sid: "" }] = world.simulator.messages().messages;
  const { accountId, messageId, n } = look;
  await recordStatusEvents(pool(), [{ accountId, messageId, n, messageSid, delivery: "read", errorCode: null, body: {} }], 1);
  const message = { messageSid, from: look.from, to: look.to, createdAt: new Date(), sentAt: null, state: "failed" as const, errorCode: 63024 };
  expect(await writeDown(look, token, { answer: { kind: "listed", isWhole: true, candidates: [messageSid], rivals: 0 }, messages: [message] })).toBe("superseded");
  expect(await tallies()).toMatchObject({ accepted: 1, unknown: 0, reached: 1, failed: 0 });
});

test("questions keep their distance, and nobody is asked about again whose state is final", async () => {
  await sendTo(12, { ...LOST, outcomes: { delivered: 1, failed: 0 } });
  await age(11);
  const begun = performance.now();
  expect(await reconcile(50)).toMatchObject({ fetched: 12 });
  expect(performance.now() - begun).toBeGreaterThanOrEqual(11 * 50);
  await age(60);
  expect(await reconcile()).toMatchObject({ fetched: 0 });
});

test("by the account's setting, what three whole lists did not show is sent once more, and only once", async () => {
  await sendTo(3, { ...LOST, faults: { script: ["dropConnection"] } });
  await pool().query(`update account set retry_unconfirmed = true`);
  for (const minutes of [2, 8, 50]) {
    await age(minutes);
    await reconcile();
  }
  expect(await attempts()).toEqual({ accepted: 2, released_by_person: 1 });
  expect(await statesOf(campaignId)).toEqual({ accepted: 2, queued: 1 });
  world.simulator.setFaults({ script: ["dropConnection"] });
  const drain = drainOf(world, "again");
  const stop = new AbortController();
  const ended = runDrain(drain.world, stop.signal);
  await until(attempts, ({ ambiguous }) => ambiguous === 1);
  stop.abort();
  await ended;
  await drain.close();
  for (const minutes of [2, 8, 50]) {
    await age(minutes);
    await reconcile();
  }
  expect(await attempts()).toEqual({ accepted: 2, released_by_person: 1, unconfirmed: 1 });
});

test("what nobody decided about is taken for sent when its time is over, and is never sent again", async () => {
  await sendTo(2, { ...LOST, faults: { script: ["dropConnection"] } });
  for (const minutes of [2, 8, 50]) {
    await age(minutes);
    await reconcile();
  }
  expect(await reconcile()).toMatchObject({ assumed: 0 });
  await pool().query(`update message set expires_at = app_now()`);
  expect(await reconcile()).toMatchObject({ assumed: 1 });
  expect(await attempts()).toEqual({ accepted: 1, assumed: 1 });
  expect(await statesOf(campaignId)).toEqual({ accepted: 1, unknown: 1 });
});

/** What follows from a failure besides its own message, and what the log was told. */
async function consequences(): Promise<unknown> {
  const { rows } = await pool().query(
    `select (select count(*)::int from sender_gate where hold_reason is not null) as held, (select count(*)::int from sender_gate where paused_until > app_now()) as resting,
            (select count(*)::int from campaign where state = 'held') as "campaignsHeld", (select count(*)::int from contact where opted_out_at is not null) as "optedOut",
            (select coalesce(sum(retried), 0)::int from campaign_tally) as retried, (select count(*)::int from message where state = 'queued') as queued`,
  );
  return rows[0];
}

const NOTHING = { held: 0, resting: 0, campaignsHeld: 0, optedOut: 0, retried: 0, queued: 0 };

test.each([
  ["stops its sender", 63_020, { held: 1 }],
  ["holds its campaign", 63_041, { campaignsHeld: 1 }],
  ["is a person who wants no more", 63_033, { optedOut: 2 }],
  ["says that the sender is too fast", 63_017, { resting: 1, retried: 2, queued: 2 }],
  ["passes", 30_008, { retried: 2, queued: 2 }],
  ["concerns nobody else", 63_024, {}],
])("a failure that only Twilio's own books tell of and that %s has the consequences of a callback", async (_name, code, follows) => {
  // One is looked for, because its answer was lost, and the other is asked about, because no report came.
  await sendTo(2, { ...LOST, outcomes: { delivered: 0, failed: 1 }, failWith: code, faults: { script: ["acceptThenDropConnection"] } });
  expect(await consequences()).toEqual(NOTHING);
  await age(11);
  expect(await reconcile()).toMatchObject({ looked: 1, found: 1, fetched: 1 });
  expect(await consequences()).toEqual({ ...NOTHING, ...follows });
});
