import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { layCanary } from "./canary.ts";
import { claimDue } from "./claim-due.ts";
import { inTransaction, openEnginePool, pool } from "./connection.ts";
import { judgeCanaries } from "./judge-canaries.ts";
import { settleAttempts } from "./settle-attempts.ts";
import { seedCampaign } from "./testing-campaign.ts";
import { freshDatabase } from "./testing.ts";

beforeAll(async () => void (await freshDatabase()));

test("a first message that Twilio had no room for goes again, and none of those behind it goes before", async () => {
  const engine = openEnginePool();
  try {
    const { accountId, campaignId, senderId } = await seedCampaign(pool(), { people: 50, mps: 80 });
    await pool().query(`update campaign set canary_size = 5`);
    expect(await inTransaction((tx) => layCanary(tx, { accountId, campaignId }, 5))).toBe(true);
    const claim = () => claimDue(engine, { senderId, claimToken: randomUUID(), worker: "test", horizonMs: 10_000, batchMax: 50 });
    const first = (await claim()).messages;
    expect(first).toHaveLength(5);
    const throttled = first.slice(0, 2).map((message) => ({ ...message, outcome: "not_sent" as const, messageSid: null, errorCode: 20429, detail: null, retryInMs: 60_000 }));
    await settleAttempts(engine, throttled, 1);
    await judgeCanaries(engine);
    await pool().query(`update sender_gate set tat = '-infinity'`);
    expect((await claim()).messages).toHaveLength(0);
    await pool().query(`update message set due_at = now() where state = 'queued' and due_at > now()`);
    await judgeCanaries(engine);
    const again = (await claim()).messages.map(({ messageId }) => messageId);
    expect(again.toSorted()).toEqual(throttled.map(({ messageId }) => messageId).toSorted());
  } finally {
    await engine.end();
  }
});
