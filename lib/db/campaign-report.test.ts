import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { failedOf, leftOutByReason, leftOutOf, noReportOf, reachedPhoneOf, settledOf, waitingOf } from "#lib/domain/campaign-numbers.ts";
import type { DeliveryState } from "#lib/domain/states.ts";
import { findCampaignNumbers, type CampaignNumbers } from "./campaign-report.ts";
import { claimDue, type ClaimedMessage } from "./claim-due.ts";
import { inTransaction, pool } from "./connection.ts";
import { listRecipients, RECIPIENT_VIEWS, type RecipientView } from "./list-recipients.ts";
import { markDeparted } from "./mark-departed.ts";
import { optOut } from "./opt-out.ts";
import { recordStatusEvents } from "./record-status-events.ts";
import { settleAttempts, type Settlement } from "./settle-attempts.ts";
import { seedCampaign, type SeededCampaign } from "./testing-campaign.ts";
import { freshDatabase } from "./testing.ts";

const SHARDS = [3, 4];
let seeded: SeededCampaign;

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account cascade`);
  seeded = await seedCampaign(pool(), { people: 40, mps: 400 });
});

async function numbers(): Promise<CampaignNumbers> {
  const found = await findCampaignNumbers(pool(), seeded);
  if (!found) throw new Error("The campaign is gone.");
  return found;
}

const sid = (message: ClaimedMessage) => `SM${message.messageId.padStart(32, "0")}`;

/** Thirty messages leave: twenty-four accepted, three rejected, two of which we cannot tell, one still in flight. */
async function send(): Promise<ClaimedMessage[]> {
  const { messages } = await claimDue(pool(), { senderId: seeded.senderId, claimToken: randomUUID(), worker: "test", horizonMs: 100, batchMax: 30 });
  await markDeparted(pool(), messages);
  const outcomeOf = (index: number) => (index < 24 ? "accepted" : index < 27 ? "rejected" : "ambiguous");
  const settlements = messages.slice(0, 29).map((message, index): Settlement => ({ ...message, outcome: outcomeOf(index), messageSid: outcomeOf(index) === "accepted" ? sid(message) : null, errorCode: index === 24 ? 21211 : null, detail: null, retryInMs: 0 }));
  await settleAttempts(pool(), settlements.slice(0, 15), SHARDS[0] ?? 0);
  await settleAttempts(pool(), settlements.slice(15), SHARDS[1] ?? 0);
  return messages;
}

async function report(messages: ClaimedMessage[], delivery: DeliveryState): Promise<void> {
  const events = messages.map((message) => ({ ...message, messageSid: sid(message), delivery, errorCode: delivery === "failed" ? 63024 : null, body: {} }));
  await recordStatusEvents(pool(), events, SHARDS[0] ?? 0);
}

/** Of the accepted: eighteen sent, twelve delivered, five read, two failed, one undelivered; out of order and with copies. */
async function deliver(messages: ClaimedMessage[]): Promise<void> {
  await report(messages.slice(5, 12), "delivered");
  await report(messages.slice(0, 5), "read");
  await report(messages.slice(0, 18), "sent");
  await report(messages.slice(0, 12), "delivered");
  await report(messages.slice(12, 14), "failed");
  await report(messages.slice(14, 15), "undelivered");
  await report(messages.slice(0, 5), "read");
}

async function countOf(where: string): Promise<number> {
  const { rows } = await pool().query<{ n: number }>(`select count(*)::int as n from message where ${where}`);
  return rows[0]?.n ?? 0;
}

async function listedIn(view: RecipientView): Promise<number> {
  const page = await listRecipients(pool(), { ...seeded, view, reason: null, cursor: null, showNumbers: true });
  return page.rows.length;
}

test("every total equals the messages behind it", async () => {
  await deliver(await send());
  const { totals } = await numbers();
  expect(totals).toMatchObject({ audience: 40, queued: 40, accepted: 24, rejected: 3, unknown: 2, delivered: 7, read: 5, failed: 2, undelivered: 1, sent: 3 });
  for (const state of ["accepted", "rejected", "unknown"] as const) expect(totals[state]).toBe(await countOf(`state = '${state}'`));
  for (const delivery of ["sent", "delivered", "read", "failed", "undelivered"] as const) expect(totals[delivery]).toBe(await countOf(`delivery = '${delivery}'`));
  expect(waitingOf(totals)).toBe(await countOf(`state in ('queued', 'sending')`));
});

test("behind every number of the report stands a list of that length", async () => {
  await deliver(await send());
  const { totals } = await numbers();
  const lengths = Object.fromEntries(await Promise.all(RECIPIENT_VIEWS.map(async (view) => [view, await listedIn(view)] as const)));
  expect(lengths).toEqual({
    all: totals.audience,
    waiting: waitingOf(totals),
    accepted: totals.accepted,
    "no-report": noReportOf(totals),
    delivered: reachedPhoneOf(totals),
    read: totals.read,
    failed: failedOf(totals),
    rejected: totals.rejected,
    unknown: totals.unknown,
    "left-out": totals.suppressedSince + leftOutOf(totals.suppressedAtLaunch),
    cancelled: 0,
    expired: 0,
  });
});

test("a late callback moves a message out of the unknown and into the accepted", async () => {
  const messages = await send();
  await report(messages.slice(27, 28), "delivered");
  const { totals } = await numbers();
  expect(totals).toMatchObject({ accepted: 25, unknown: 1, delivered: 1 });
});

test("somebody who opts out after the launch is counted among the left out, and the parts still add up", async () => {
  const { rows } = await pool().query<{ phone: string }>(`select phone from contact where id = $1`, [seeded.contactIds[39]]);
  await inTransaction((tx) => optOut(tx, { accountId: seeded.accountId, phone: rows[0]?.phone ?? "", reason: "asked", source: "person" }));
  const { totals } = await numbers();
  expect(totals.suppressedSince).toBe(1);
  expect(leftOutByReason(totals)).toEqual([{ reason: "opted_out", people: 1 }]);
  expect(settledOf(totals) + waitingOf(totals)).toBe(40);
});

test("the chart ends at the totals and never falls behind the launch", async () => {
  await deliver(await send());
  const { totals, points, stepSeconds, asOf } = await numbers();
  expect(stepSeconds).toBe(10);
  expect(points.at(-1)).toMatchObject({ accepted: 24, delivered: reachedPhoneOf(totals), read: 5, failed: 3 });
  for (const point of points) expect(point.at.getTime()).toBeLessThanOrEqual(asOf.getTime());
});

test("a chart of days has few points, a step for every moment without news, and counts up", async () => {
  await pool().query(`update campaign set launched_at = now() - interval '3 days'`);
  await pool().query(
    `insert into campaign_tally (account_id, campaign_id, bucket_at, shard, accepted, delivered) select $1, $2, date_bin('10 seconds', now(), 'epoch') - make_interval(hours => h), 1, 10, 5 from unnest(array[72, 71, 30, 1]) as h`,
    [seeded.accountId, seeded.campaignId],
  );
  const { points, stepSeconds } = await numbers();
  expect(stepSeconds).toBe(3600);
  expect(points.length).toBeLessThanOrEqual(121);
  const accepted = points.map((point) => point.accepted);
  expect(accepted).toEqual([...accepted].sort((a, b) => a - b));
  expect(accepted.at(-1)).toBe(40);
  expect(new Set(points.map((point) => point.at.getTime())).size).toBe(points.length);
});

test("before the first change there is nothing to draw, and a draft has no numbers", async () => {
  expect((await numbers()).points).toEqual([]);
  const { rows } = await pool().query<{ id: string }>(`insert into campaign (account_id, name) values ($1, 'Draft') returning id`, [seeded.accountId]);
  expect(await findCampaignNumbers(pool(), { accountId: seeded.accountId, campaignId: rows[0]?.id ?? "" })).toMatchObject({ state: "draft", points: [], changedAt: null });
});

test("another account has no such campaign", async () => {
  expect(await findCampaignNumbers(pool(), { accountId: randomUUID(), campaignId: seeded.campaignId })).toBeNull();
});
