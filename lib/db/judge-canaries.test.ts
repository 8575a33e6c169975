import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { resumeCampaign } from "#lib/commands/resume-campaign.ts";
import { CANARY_WAIT_MS } from "#lib/domain/canary.ts";
import { layCanary } from "./canary.ts";
import { claimDue, type ClaimedMessage } from "./claim-due.ts";
import { inTransaction, openEnginePool, pool } from "./connection.ts";
import { giveOver } from "./give-over.ts";
import { judgeCanaries } from "./judge-canaries.ts";
import { optOut } from "./opt-out.ts";
import { returnUndeparted } from "./reap-attempts.ts";
import { retryFailed } from "./retry-failed.ts";
import { settleAttempts } from "./settle-attempts.ts";
import { addSender } from "./testing-cast.ts";
import { seedCampaign, type SeededCampaign } from "./testing-campaign.ts";
import { freshDatabase } from "./testing.ts";

let seeded: SeededCampaign;
let other = "";
let engine: ReturnType<typeof openEnginePool>;

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account, person cascade`);
  engine = openEnginePool();
});
afterEach(() => engine.end());

/** A campaign to `people` whose canary is laid: the first five of its sender, or with `shared` of each of two, go alone. */
async function lay(people: number, { shared = false } = {}): Promise<void> {
  seeded = await seedCampaign(pool(), { people, mps: 80 });
  if (shared) {
    await addOther();
    await pool().query(`update message set sender_id = $1 where id % 2 = 0`, [other]);
  }
  await pool().query(`update campaign set canary_size = 5`);
  expect(await inTransaction((tx) => layCanary(tx, seeded, 5))).toBe(true);
}

async function addOther(): Promise<void> {
  other = await addSender(seeded.accountId, { phone: "+4930230012346", name: "Other", mps: 80 });
  await pool().query(`insert into campaign_sender (account_id, campaign_id, sender_id) values ($1, $2, $3)`, [seeded.accountId, seeded.campaignId, other]);
}

async function claim(senderId = seeded.senderId): Promise<ClaimedMessage[]> {
  await pool().query(`update sender_gate set tat = '-infinity'`);
  return (await claimDue(engine, { senderId, claimToken: randomUUID(), worker: "test", horizonMs: 10_000, batchMax: 200 })).messages;
}

const settlement = { messageSid: null, errorCode: null, detail: null, retryInMs: 0 };

/** Twilio takes them so long ago, and reports on them. */
async function send(messages: ClaimedMessage[], delivery: "sent" | "delivered" | "failed" = "delivered", agoMs = 1_000): Promise<void> {
  const ids = messages.map(({ messageId }) => messageId);
  await pool().query(`update attempt set departed_at = now() - make_interval(secs => $2) where message_id = any($1::bigint[])`, [ids, agoMs / 1000]);
  await settleAttempts(engine, messages.map((message) => ({ ...message, ...settlement, outcome: "accepted" as const, messageSid: `SM${message.messageId.padStart(32, "0")}` })), 1);
  await pool().query(`update message set delivery = $2::delivery_state, error_code = case when $2::delivery_state = 'failed' then 63049 end where id = any($1::bigint[])`, [ids, delivery]);
}

const retry = (messages: ClaimedMessage[], waitMs: number) =>
  inTransaction((tx) => retryFailed(tx, messages.map(({ accountId, messageId, n }) => ({ accountId, messageId, n, code: 63049, retryClass: "trouble" as const, waitMs })), 1));

async function standing(): Promise<{ state: string; canary: string; reasons: string[] }> {
  const { rows } = await pool().query(
    `select c.state, c.canary_state as canary, array(select reason from decision d where d.campaign_id = c.id and d.kind in ('held', 'released') order by d.id) as reasons from campaign c where c.id = $1`,
    [seeded.campaignId],
  );
  return rows[0];
}

const offline = (senderId: string) => pool().query(`update sender set status = 'offline' where id = $1`, [senderId]);
const online = (senderId: string) => pool().query(`update sender set status = 'online' where id = $1`, [senderId]);
/** As if whoever is out had been so for longer than it takes to give its queue over. */
async function stayOut(): Promise<void> {
  await giveOver(engine);
  await pool().query(`update sender_gate set out_since = out_since - interval '1 hour'`);
}

test("a first message that Twilio had no room for goes again, and none of those behind it goes before", async () => {
  await lay(50);
  const first = await claim();
  expect(first).toHaveLength(5);
  const throttled = first.slice(0, 2).map((message) => ({ ...message, ...settlement, outcome: "not_sent" as const, errorCode: 20429, retryInMs: 60_000 }));
  await settleAttempts(engine, throttled, 1);
  await judgeCanaries(engine);
  expect(await claim()).toHaveLength(0);
  await send(first.slice(2));
  await judgeCanaries(engine);
  expect(await claim()).toHaveLength(0);
  await pool().query(`update message set due_at = now() where state = 'queued' and due_at > now()`);
  await judgeCanaries(engine);
  const again = (await claim()).map(({ messageId }) => messageId);
  expect(again.toSorted()).toEqual(throttled.map(({ messageId }) => messageId).toSorted());
});

test("a first message that failed and waits long for its retry counts as failed: few let the others go, many hold the campaign", async () => {
  await lay(50);
  const few = await claim();
  await send(few.slice(1));
  await send(few.slice(0, 1), "failed");
  expect(await retry(few.slice(0, 1), CANARY_WAIT_MS * 2)).toBe(1);
  await judgeCanaries(engine);
  expect(await standing()).toEqual({ state: "running", canary: "passed", reasons: ["Of the first 5 messages 4 arrived and 1 failed: everybody else is written to."] });

  await pool().query(`truncate account, person cascade`);
  await lay(50);
  const many = await claim();
  await send(many.slice(2));
  await send(many.slice(0, 2), "failed");
  expect(await retry(many.slice(0, 2), CANARY_WAIT_MS * 2)).toBe(2);
  await judgeCanaries(engine);
  expect(await standing()).toMatchObject({ state: "held", canary: "held", reasons: [expect.stringMatching(/^Of the first 5 messages 2 failed, so nobody else was written to. .*\(63049\)$/)] });
});

test("a retry that comes soon is waited for, and no longer than for reports", async () => {
  await lay(50);
  const first = await claim();
  await send(first.slice(2));
  await send(first.slice(0, 2), "failed");
  expect(await retry(first.slice(0, 2), 60_000)).toBe(2);
  await judgeCanaries(engine);
  expect(await standing()).toMatchObject({ canary: "waiting" });
  // Their turn came, and nothing took them.
  await pool().query(`update message set due_at = now() - interval '5 minutes' where state = 'queued' and retries > 0`);
  await pool().query(`update attempt set departed_at = departed_at - make_interval(secs => $1)`, [CANARY_WAIT_MS / 1000]);
  await judgeCanaries(engine);
  expect(await standing()).toMatchObject({ state: "held", canary: "held" });
});

test.each([
  ["offline", `update sender set status = 'offline' where id = $1`, `update sender set status = 'online' where id = $1`],
  ["held", `update sender_gate set hold_reason = 'Not accepted (20003)' where sender_id = $1`, `update sender_gate set hold_reason = null where sender_id = $1`],
  ["at rest", `update sender_gate set paused_until = now() + interval '4 hours' where sender_id = $1`, `update sender_gate set paused_until = null where sender_id = $1`],
])("a sender that is %s does not keep the others waiting, and has first messages of its own when it is back", async (_how, out, back) => {
  await lay(50, { shared: true });
  await pool().query(out, [other]);
  await judgeCanaries(engine);
  expect(await standing()).toEqual({ state: "running", canary: "waiting", reasons: [] });
  const first = await claim();
  expect(first).toHaveLength(5);
  await send(first);
  await judgeCanaries(engine);
  expect(await standing()).toEqual({ state: "running", canary: "waiting", reasons: ["Of the first 5 messages 5 arrived and 0 failed: everybody else is written to, except by the senders whose first messages have not left."] });
  expect(await claim()).toHaveLength(20);

  await pool().query(back, [other]);
  await judgeCanaries(engine);
  const theirs = await claim(other);
  expect(theirs).toHaveLength(5);
  await send(theirs.slice(0, 3), "failed");
  await send(theirs.slice(3));
  await judgeCanaries(engine);
  expect(await standing()).toMatchObject({ state: "held", canary: "held", reasons: [expect.anything(), expect.stringMatching(/^Of the other first 5 messages 3 failed, so nobody else is written to any more/)] });
});

test("what waits for the others' hours does not keep those waiting whose hours have come", async () => {
  await lay(50, { shared: true });
  await pool().query(`update message set due_at = now() + interval '5 hours' where sender_id = $1`, [other]);
  await send(await claim());
  await judgeCanaries(engine);
  expect(await claim()).toHaveLength(20);
  expect(await claim(other)).toHaveLength(0);
});

test("one first message that no claim takes is waited for no longer than for reports", async () => {
  await lay(50);
  const first = await claim();
  await send(first.slice(1));
  await settleAttempts(engine, first.slice(0, 1).map((message) => ({ ...message, ...settlement, outcome: "not_sent" as const })), 1);
  await judgeCanaries(engine);
  expect(await standing()).toMatchObject({ canary: "waiting" });
  await pool().query(`update attempt set departed_at = departed_at - make_interval(secs => $1)`, [CANARY_WAIT_MS / 1000]);
  await judgeCanaries(engine);
  expect(await standing()).toMatchObject({ state: "running", canary: "passed" });
});

test("a sender whose first messages do not come to their turn keeps nobody waiting for longer than reports, and goes alone when they do", async () => {
  await lay(50, { shared: true });
  await send(await claim());
  await judgeCanaries(engine);
  expect(await standing()).toMatchObject({ canary: "waiting", reasons: [] });
  await pool().query(`update attempt set departed_at = departed_at - make_interval(secs => $1)`, [CANARY_WAIT_MS / 1000]);
  await judgeCanaries(engine);
  expect(await standing()).toMatchObject({ canary: "waiting", reasons: [expect.stringContaining("except by the senders")] });
  expect(await claim()).toHaveLength(20);
  expect(await claim(other)).toHaveLength(5);
});

test("a first message whose person opted out while it was in a worker's hands does not keep the others waiting when it comes back", async () => {
  await lay(2_000);
  const first = await claim();
  await send(first.slice(1));
  const [gone] = first;
  await inTransaction((tx) => optOut(tx, { accountId: seeded.accountId, phone: gone?.to ?? "", reason: "stop-word", source: "inbound" }));
  await pool().query(`update attempt set slot_at = now() - interval '1 minute' where departed_at is null`);
  expect(await returnUndeparted(engine)).toBe(1);
  await judgeCanaries(engine);
  expect(await standing()).toMatchObject({ canary: "passed", reasons: ["Of the first 4 messages 4 arrived and 0 failed: everybody else is written to."] });
});

test("before the verdict nothing moves to a sender that was offline at the launch, and after it everything that waits may", async () => {
  seeded = await seedCampaign(pool(), { people: 50, mps: 80 });
  await addOther();
  await offline(other);
  await pool().query(`update campaign set canary_size = 5`);
  expect(await inTransaction((tx) => layCanary(tx, seeded, 5))).toBe(true);
  await offline(seeded.senderId);
  await online(other);
  await judgeCanaries(engine);
  expect(await claim(other)).toHaveLength(0);
  await online(seeded.senderId);
  const first = await claim();
  await offline(seeded.senderId);
  await stayOut();
  expect(await giveOver(engine)).toBe(0);
  await judgeCanaries(engine);
  expect(await claim(other)).toHaveLength(0);

  await send(first);
  await judgeCanaries(engine);
  expect(await standing()).toMatchObject({ canary: "passed" });
  expect(await giveOver(engine)).toBe(45);
  expect(await claim(other)).toHaveLength(45);
});

test("a sender that never sent its first messages gives its queue to those that may send, and the wait is over", async () => {
  await lay(50, { shared: true });
  await offline(other);
  await stayOut();
  expect(await giveOver(engine)).toBe(0);
  await send(await claim());
  await judgeCanaries(engine);
  expect(await giveOver(engine)).toBe(25);
  await judgeCanaries(engine);
  expect(await standing()).toMatchObject({ state: "running", canary: "passed" });
  expect(await claim()).toHaveLength(45);
});

test("resuming a paused campaign still waits for its first messages, and lets everybody go when that is asked for", async () => {
  await lay(50);
  const { rows } = await pool().query<{ id: string }>(`insert into person (email, name, password_hash) values ('ana@example.test', 'Ana', 'none') returning id`);
  const pause = () => pool().query(`update campaign set state = 'paused'`);
  await pause();
  expect(await resumeCampaign(rows[0]?.id ?? "", seeded)).toEqual({ kind: "moved" });
  expect(await standing()).toMatchObject({ state: "running", canary: "waiting" });
  await pause();
  expect(await resumeCampaign(rows[0]?.id ?? "", seeded, { everybody: true })).toEqual({ kind: "moved" });
  expect(await standing()).toMatchObject({ state: "running", canary: "waived" });
  expect(await claim()).toHaveLength(50);
});
