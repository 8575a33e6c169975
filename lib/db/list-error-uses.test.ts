import { beforeAll, beforeEach, expect, test } from "vitest";
import { pool } from "./connection.ts";
import { countErrorCodes, listErrorUses, USES_COUNTED_MAX } from "./list-error-uses.ts";
import { seedCampaign, type SeededCampaign } from "./testing-campaign.ts";
import { freshDatabase } from "./testing.ts";

let ours: SeededCampaign;
let theirs: SeededCampaign;

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account cascade`);
  ours = await seedCampaign(pool(), { people: 6, mps: 80 });
  theirs = await seedCampaign(pool(), { people: 2, mps: 80 });
});

/** Gives the messages of our campaign their ends, one each, in order of their contacts. */
async function end(...ends: { state: string; delivery?: string; code: number | null }[]): Promise<void> {
  for (const [index, { state, delivery = "none", code }] of ends.entries()) {
    await pool().query(`update message set state = $3::sending_state, delivery = $4::delivery_state, error_code = $5 where campaign_id = $1 and contact_id = $2`, [ours.campaignId, ours.contactIds[index], state, delivery, code]);
  }
}

test("what was rejected, failed or came back undelivered counts; what waits or was taken after a refusal does not", async () => {
  await end(
    { state: "rejected", code: 63016 },
    { state: "accepted", delivery: "failed", code: 63016 },
    { state: "accepted", delivery: "undelivered", code: 63024 },
    { state: "queued", code: 63016 },
    { state: "accepted", delivery: "sent", code: 63016 },
    { state: "accepted", delivery: "read", code: null },
  );
  expect(await listErrorUses(pool(), [ours.accountId], 63016)).toEqual([{ accountId: ours.accountId, campaignId: ours.campaignId, name: "Autumn", launchedAt: expect.any(Date), count: 2 }]);
  expect(await countErrorCodes(pool(), ours)).toEqual([
    { code: 63016, count: 2 },
    { code: 63024, count: 1 },
  ]);
});

test("only the accounts that were asked for are looked into", async () => {
  await end({ state: "rejected", code: 63016 });
  expect(await listErrorUses(pool(), [theirs.accountId], 63016)).toEqual([]);
  expect(await listErrorUses(pool(), [], 63016)).toEqual([]);
  expect(await listErrorUses(pool(), [theirs.accountId, ours.accountId], 63016)).toHaveLength(1);
  expect(await countErrorCodes(pool(), { accountId: theirs.accountId, campaignId: ours.campaignId })).toEqual([]);
});

test("a campaign that was launched more than thirty days ago is left out", async () => {
  await end({ state: "rejected", code: 63016 });
  await pool().query(`update campaign set launched_at = now() - interval '31 days' where id = $1`, [ours.campaignId]);
  expect(await listErrorUses(pool(), [ours.accountId], 63016)).toEqual([]);
});

test("counting ends where it says, and goes by the index of codes", async () => {
  await pool().query(
    `with r as (insert into contact (account_id, phone) select $1, '+49302309' || (100000 + n) from generate_series(1, $3::int) as n returning id)
     insert into message (account_id, campaign_id, contact_id, sender_id, state, error_code, expires_at) select $1, $2, r.id, $4, 'rejected', 63016, now() from r`,
    [ours.accountId, ours.campaignId, USES_COUNTED_MAX + 5, ours.senderId],
  );
  await pool().query(`analyze message`);
  const [use] = await listErrorUses(pool(), [ours.accountId], 63016);
  expect(use?.count).toBe(USES_COUNTED_MAX + 1);
  const { rows } = await pool().query<{ "QUERY PLAN": string }>(`explain select 1 from message m where m.campaign_id = $1 and m.error_code = 63024`.replace("$1", `'${ours.campaignId}'`));
  expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain("message_error_idx");
});
