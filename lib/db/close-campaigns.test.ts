import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { claimDue } from "./claim-due.ts";
import { completeSent } from "./close-campaigns.ts";
import { pool } from "./connection.ts";
import { markDeparted } from "./mark-departed.ts";
import { settleAttempts } from "./settle-attempts.ts";
import { seedCampaign, type SeededCampaign } from "./testing-campaign.ts";
import { freshDatabase } from "./testing.ts";

let seeded: SeededCampaign;

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account cascade`);
  seeded = await seedCampaign(pool(), { people: 2, mps: 80 });
});

test("a campaign whose counters are full is not closed while a message of it is under way, and is when that has its answer", async () => {
  const { messages } = await claimDue(pool(), { senderId: seeded.senderId, claimToken: randomUUID(), worker: "test", horizonMs: 100, batchMax: 2 });
  expect(messages).toHaveLength(2);
  await markDeparted(pool(), messages);
  await pool().query(`insert into campaign_tally (account_id, campaign_id, bucket_at, shard, accepted) values ($1, $2, now(), 9, 2)`, [seeded.accountId, seeded.campaignId]);
  expect(await completeSent(pool())).toBe(0);
  await settleAttempts(pool(), messages.map((message, index) => ({ ...message, outcome: "accepted", messageSid: `SM${String(index).repeat(32)}`, errorCode: null, detail: null, retryInMs: 0 })), 1);
  expect(await completeSent(pool())).toBe(1);
});
