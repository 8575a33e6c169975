import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { claimDue } from "./claim-due.ts";
import { completeSent } from "./close-campaigns.ts";
import { inTransaction, pool, type Pool } from "./connection.ts";
import { markDeparted } from "./mark-departed.ts";
import { releaseUnconfirmed } from "./resolve-unconfirmed.ts";
import { settleAttempts } from "./settle-attempts.ts";
import { seedCampaign, type SeededCampaign } from "./testing-campaign.ts";
import { isWaitingForLock } from "./testing-locks.ts";
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

/** A campaign of one message of which nobody can tell whether it was sent, and two ways in which that comes back to the queue. */
async function unknownOne() {
  await pool().query(`truncate account cascade`);
  seeded = await seedCampaign(pool(), { people: 1, mps: 80 });
  const { messages } = await claimDue(pool(), { senderId: seeded.senderId, claimToken: randomUUID(), worker: "test", horizonMs: 100, batchMax: 1 });
  const [message] = messages;
  if (!message) throw new Error("Nothing was claimed.");
  await markDeparted(pool(), messages);
  await settleAttempts(pool(), [{ ...message, outcome: "ambiguous", messageSid: null, errorCode: null, detail: null, retryInMs: 0 }], 1);
  const late = (db: Pick<Pool, "query">) => settleAttempts(db, [{ ...message, outcome: "not_sent", messageSid: null, errorCode: null, detail: null, retryInMs: 0 }], 1);
  const again = async () => {
    await pool().query(`update attempt set outcome = 'unconfirmed'`);
    return inTransaction((tx) => releaseUnconfirmed(tx, seeded.accountId, [message], "A person decided to send it again."));
  };
  return { late, again };
}

async function standing() {
  const { rows } = await pool().query(`select c.state, c.finished_at as "finishedAt", m.state as message from campaign c join message m on m.campaign_id = c.id`);
  return rows;
}
const OPEN_AGAIN = [{ state: "running", finishedAt: null, message: "queued" }];

test("a campaign is not closed over a message that comes back to its queue at that moment", async () => {
  const { late } = await unknownOne();
  let closing: Promise<number> | undefined;
  await inTransaction(async (tx) => {
    await late(tx);
    closing = completeSent(pool());
    expect(await isWaitingForLock(closing)).toBe(true);
  });
  expect(await closing).toBe(0);
  expect(await standing()).toEqual(OPEN_AGAIN);
});

test.each(["late", "again"] as const)("a message that comes back (%s) while its campaign is being closed opens it again", async (way) => {
  const back = (await unknownOne())[way];
  let coming: Promise<unknown> | undefined;
  await inTransaction(async (tx) => {
    await tx.query(`select 1 from campaign for no key update`);
    await tx.query(`update campaign set state = 'completed', finished_at = app_now()`);
    coming = back(pool());
    expect(await isWaitingForLock(coming)).toBe(true);
  });
  await coming;
  expect(await standing()).toEqual(OPEN_AGAIN);
});
