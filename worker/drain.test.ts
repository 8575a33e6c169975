import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { cancelCampaign } from "#lib/commands/cancel-campaign.ts";
import { pauseCampaign } from "#lib/commands/pause-campaign.ts";
import { resumeCampaign } from "#lib/commands/resume-campaign.ts";
import { inTransaction, pool } from "#lib/db/connection.ts";
import { rereadCredentials } from "#lib/db/credentials.ts";
import { optOut } from "#lib/db/opt-out.ts";
import { saveAccount } from "#lib/db/save-account.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import type { DrainWorld } from "#lib/drain/drain-world.ts";
import type { OpenDrain } from "#lib/drain/open-drain.ts";
import { runDrain } from "#lib/drain/run-drain.ts";
import type { SimulatorOptions } from "#simulator/simulator.ts";
import { lateness, mostSlotsInOneSecond } from "./test-lateness.ts";
import { connectable, drainOf, launchTo, openTestWorld, statesOf, until, type TestWorld } from "./test-world.ts";

let world: TestWorld;
const drains: { stop: AbortController; ended: Promise<unknown>; open: OpenDrain }[] = [];

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => void (await pool().query(`truncate account, person cascade`)));
afterEach(async () => {
  await stopDrains();
  await world.close();
});

async function begin(options: SimulatorOptions = {}): Promise<void> {
  world = await openTestWorld(options);
}

/** `bend` makes another world of the drain's. */
function startDrain(worker: string, bend = (of: DrainWorld) => of): OpenDrain {
  const open = drainOf(world, worker);
  const stop = new AbortController();
  drains.push({ stop, open, ended: runDrain(bend(open.world), stop.signal) });
  return open;
}

async function stopDrains(): Promise<void> {
  for (const { stop, ended, open } of drains.splice(0)) {
    stop.abort();
    await ended;
    await open.close();
  }
}

const finished = (campaignId: string) => async () => {
  const { rows } = await pool().query<{ state: string; finished: boolean }>(`select state, finished_at is not null as finished from campaign where id = $1`, [campaignId]);
  return rows[0] ?? { state: "gone", finished: false };
};
const isFinished = (seen: { finished: boolean }) => seen.finished;
const acceptedNow = async () => world.simulator.stats().totals.accepted;

test("eight drains at once send every message exactly once and never above the rate", async () => {
  await begin({ mps: 400 });
  const { campaignId, queued } = await launchTo(world, { people: 1_000, mps: 200 });
  for (let index = 0; index < 8; index += 1) startDrain(`drain-${index}`);
  expect(await until(finished(campaignId), isFinished)).toMatchObject({ state: "completed" });
  const { recipients, senders, totals } = world.simulator.stats();
  expect(totals.accepted).toBe(queued);
  expect(recipients).toMatchObject({ distinct: queued, acceptedMoreThanOnce: 0 });
  expect(await statesOf(campaignId)).toEqual({ accepted: queued });
  expect(await mostSlotsInOneSecond()).toBeLessThanOrEqual(200);
  // What is on time keeps to the rate; what this machine held up bunches by no more than it was held up.
  const { lateMs, usualLateMs } = await lateness(world);
  expect(senders[0]?.maxInAnyOneSecondWindow).toBeLessThanOrEqual(200 * (usualLateMs <= 20 ? 1.02 : 1 + lateMs / 1000) + 1);
});

test("the counters on the page are the counts of the simulator, once the network is quiet", async () => {
  await begin();
  const { campaignId, queued } = await launchTo(world, { people: 300, mps: 400, senders: 2 });
  startDrain("drain");
  await until(finished(campaignId), isFinished);
  await world.simulator.quiet();
  const { statuses, totals } = world.simulator.stats();
  const { rows } = await pool().query<Record<string, number>>(
    `select sum(accepted)::int as accepted, sum(sent)::int as sent, sum(delivered)::int as delivered, sum(read)::int as read,
            sum(undelivered)::int as undelivered, sum(failed)::int as failed from campaign_tally where campaign_id = $1`,
    [campaignId],
  );
  const { sent, delivered, read, undelivered, failed } = statuses;
  expect(rows[0]).toEqual({ accepted: totals.accepted, sent, delivered, read, undelivered, failed });
  expect(totals.accepted).toBe(queued);
});

test("a message that Twilio took and answered with an error is never sent again, and its callback says so", async () => {
  await begin({ faults: { script: ["acceptThen500", "acceptThenDropConnection", "acceptThen500"] } });
  const { campaignId, queued } = await launchTo(world, { people: 20, mps: 100 });
  startDrain("drain");
  await until(finished(campaignId), isFinished);
  await world.simulator.quiet();
  expect(await until(() => statesOf(campaignId), (states) => states.accepted === queued)).toEqual({ accepted: queued });
  expect(world.simulator.stats().recipients).toMatchObject({ distinct: queued, acceptedMoreThanOnce: 0 });
});

test("an error that gives no proof is never tried again: the message stays unknown for a person", async () => {
  await begin({ faults: { script: ["refuse500", "dropConnection"] } });
  const { campaignId, queued } = await launchTo(world, { people: 20, mps: 100 });
  startDrain("drain");
  await until(finished(campaignId), isFinished);
  expect(await statesOf(campaignId)).toEqual({ accepted: queued - 2, unknown: 2 });
  expect(world.simulator.stats().totals.requests).toBe(queued);
});

test("a full Twilio is asked again later, and everybody gets one message", async () => {
  await begin({ faults: { script: ["refuse429", "refuse429", "refuse429"] } });
  const { campaignId, queued } = await launchTo(world, { people: 20, mps: 100 });
  startDrain("drain");
  await until(finished(campaignId), isFinished);
  expect(await statesOf(campaignId)).toEqual({ accepted: queued });
  expect(world.simulator.stats()).toMatchObject({ totals: { requests: queued + 3 }, recipients: { acceptedMoreThanOnce: 0 } });
});

test("a Twilio that answers slowly is sent as much as it answers, and nothing is claimed only to be given back", async () => {
  await begin();
  const { campaignId, queued } = await launchTo(world, { people: 600, mps: 400 });
  const unanswered: (() => void)[] = [];
  let isSlow = true;
  let looked = 0;
  const slow = startDrain("drain", ({ send, roomOf, ...rest }) => ({
    ...rest,
    roomOf: (accountId) => {
      looked += 1;
      return roomOf(accountId);
    },
    send: async (message, departing) => {
      const outcome = await send(message, departing);
      if (isSlow && outcome.kind === "accepted") await new Promise<void>((answer) => unanswered.push(answer));
      return outcome;
    },
  }));
  const room = () => slow.world.roomOf(world.accountId);
  const tries = async () => (await pool().query(`select 1 from attempt where outcome <> 'not_sent'`)).rowCount ?? 0;
  try {
    for (let answered = 0; answered <= room(); ) {
      await until(async () => unanswered.length, (waiting) => waiting >= room());
      const lookedBefore = looked;
      await until(async () => looked, (times) => times > lookedBefore + 20);
      // What a busy machine gives back itself is claimed again, and does not count: this is true at any speed.
      expect(await tries()).toBeLessThanOrEqual(answered + room());
      answered += unanswered.length;
      for (const answer of unanswered.splice(0)) answer();
    }
  } finally {
    isSlow = false;
    for (const answer of unanswered.splice(0)) answer();
  }
  await until(finished(campaignId), isFinished);
  expect(await statesOf(campaignId)).toEqual({ accepted: queued });
});

test("credentials that cannot be read for a moment hold up neither the sender nor anybody's message for good", async () => {
  await begin();
  const { campaignId, queued } = await launchTo(world, { people: 300, mps: 100 });
  startDrain("drain");
  await until(acceptedNow, (accepted) => accepted >= 20);
  const blocker = await pool().connect();
  await blocker.query("begin; lock table account in access exclusive mode");
  const atLock = await acceptedNow();
  await until(acceptedNow, (accepted) => accepted >= atLock + 100);
  await blocker.query("rollback");
  blocker.release();
  await until(finished(campaignId), isFinished);
  expect(await statesOf(campaignId)).toEqual({ accepted: queued });
  expect((await pool().query(`select 1 from sender_gate where hold_reason is not null`)).rowCount).toBe(0);
});

test("a refusal of one person rejects that one and nobody else", async () => {
  await begin({ faults: { script: [{ refuse: { status: 400, code: 21211 } }] } });
  const { campaignId, queued } = await launchTo(world, { people: 10, mps: 100 });
  startDrain("drain");
  await until(finished(campaignId), isFinished);
  expect(await statesOf(campaignId)).toEqual({ accepted: queued - 1, rejected: 1 });
  const { rows } = await pool().query<{ code: number }>(`select error_code as code from message where state = 'rejected'`);
  expect(rows).toEqual([{ code: 21211 }]);
});

test("a campaign whose every message is refused alike is held after twenty, and the others wait", async () => {
  await begin({ faults: () => ({ refuse: { status: 400, code: 21619 } }) });
  const { campaignId, queued } = await launchTo(world, { people: 300, mps: 100 });
  startDrain("drain");
  await until(finished(campaignId), ({ state }) => state === "held");
  await stopDrains();
  expect(await statesOf(campaignId)).toEqual({ rejected: 19, queued: queued - 19 });
  const { rows } = await pool().query<{ reason: string }>(`select detail->>'reason' as reason from audit_event where action = 'campaign.held' and subject_id = $1`, [campaignId]);
  expect(rows).toEqual([{ reason: expect.stringMatching(/last 20 messages were all refused alike.*\(21619\)$/) }]);
});

test("credentials that Twilio does not accept hold the sender and cost nobody their message", async () => {
  await begin({ faults: () => ({ refuse: { status: 401, code: 20003 } }) });
  const { campaignId, queued } = await launchTo(world, { people: 100, mps: 400 });
  startDrain("drain");
  const held = async () => (await pool().query<{ reason: string | null }>(`select max(hold_reason) as reason from sender_gate`)).rows[0]?.reason;
  expect(await until(held, (reason) => typeof reason === "string")).toContain("20003");
  await stopDrains();
  expect(await statesOf(campaignId)).toEqual({ queued });
  expect(world.simulator.stats().totals.requests).toBeLessThanOrEqual(50);
});

test.each(["key", "token"])("a %s that was replaced a moment ago holds nobody again", async (replaced) => {
  await begin();
  const { campaignId, queued } = await launchTo(world, { people: 50, mps: 100 });
  const { apiKey, authToken, ...account } = connectable(world.account);
  const isKey = replaced === "key";
  await saveAccount(pool(), { ...account, authToken: isKey ? authToken : "of before", apiKey: isKey ? { ...apiKey, secret: "of before" } : null });
  await rereadCredentials(world.accountId);
  await saveAccount(pool(), { ...account, authToken, apiKey: isKey ? apiKey : null });
  startDrain("drain");
  await until(finished(campaignId), isFinished);
  expect(await statesOf(campaignId)).toEqual({ accepted: queued });
  expect((await pool().query(`select 1 from attempt where error_code = 20003 and detail like '%replaced%'`)).rowCount).toBeGreaterThan(0);
  expect((await pool().query(`select 1 from audit_event where action = 'sender.held' and account_id = $1`, [world.accountId])).rowCount).toBe(0);
});

test("a stopped drain finishes what is in hand and gives back what it claimed", async () => {
  await begin({ latencyMs: 100 });
  const { campaignId, queued } = await launchTo(world, { people: 200, mps: 100 });
  startDrain("drain");
  await until(acceptedNow, (accepted) => accepted >= 30);
  await stopDrains();
  const accepted = await acceptedNow();
  expect(await statesOf(campaignId)).toEqual({ accepted, queued: queued - accepted });
  expect((await pool().query(`select 1 from attempt where outcome = 'open'`)).rowCount).toBe(0);
});

test("a pause stops within moments, and a resume sends exactly the rest", async () => {
  await begin();
  const { campaignId, queued } = await launchTo(world, { people: 200, mps: 100 });
  const ref = { accountId: world.accountId, campaignId };
  startDrain("drain");
  await until(acceptedNow, (accepted) => accepted >= 20);
  expect(await pauseCampaign(world.personId, ref)).toEqual({ kind: "moved" });
  const atPause = await acceptedNow();
  await until(() => statesOf(campaignId), (states) => !states.sending);
  // Half a horizon's claims and the lateness guard may still leave: 350 ms at 100 per second.
  expect((await acceptedNow()) - atPause).toBeLessThanOrEqual(36);
  expect(await resumeCampaign(world.personId, ref)).toEqual({ kind: "moved" });
  await until(finished(campaignId), isFinished);
  expect(world.simulator.stats().recipients).toMatchObject({ distinct: queued, acceptedMoreThanOnce: 0 });
});

test("a cancelled campaign writes to nobody else and ends with everybody accounted for", async () => {
  await begin();
  const { campaignId, queued } = await launchTo(world, { people: 300, mps: 100 });
  startDrain("drain");
  await until(acceptedNow, (accepted) => accepted >= 20);
  await cancelCampaign(world.personId, { accountId: world.accountId, campaignId });
  expect(await until(finished(campaignId), isFinished)).toMatchObject({ state: "cancelled" });
  const accepted = await acceptedNow();
  expect(await statesOf(campaignId)).toEqual({ accepted, cancelled: queued - accepted });
});

test("somebody who opts out while a campaign runs is not written to any more", async () => {
  await begin();
  const { campaignId, queued } = await launchTo(world, { people: 150, mps: 50 });
  const { rows } = await pool().query<{ phone: string }>(`select r.phone from message m join contact r on r.id = m.contact_id where m.campaign_id = $1 order by m.id desc limit 1`, [campaignId]);
  const phone = rows[0]?.phone ?? "";
  startDrain("drain");
  await until(acceptedNow, (accepted) => accepted >= 5);
  await inTransaction((tx) => optOut(tx, { accountId: world.accountId, phone, reason: "asked", source: "person" }));
  expect(await until(finished(campaignId), isFinished)).toMatchObject({ state: "completed" });
  expect(await statesOf(campaignId)).toEqual({ accepted: queued - 1, suppressed: 1 });
  expect(world.simulator.messages({ limit: 10_000 }).messages.filter((message) => message.to.endsWith(phone))).toEqual([]);
});

test("a template that Meta pauses during a campaign stops it: the reports on the first messages hold the rest back", async () => {
  await begin({ mps: 80 });
  const { campaignId, queued } = await launchTo(world, { people: 400, mps: 40 });
  const { rows } = await pool().query<{ sid: string }>(`select t.content_sid as sid from campaign c join template t on t.id = c.template_id where c.id = $1`, [campaignId]);
  startDrain("only");
  await until(acceptedNow, (accepted) => accepted > 0);
  world.simulator.change({ what: "template", accountSid: world.account.sid, contentSid: rows[0]?.sid ?? "", approval: "paused" });
  await until(finished(campaignId), ({ state }) => state === "held");
  expect((await statesOf(campaignId)).queued).toBeGreaterThan(queued / 2);
});
