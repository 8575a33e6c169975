import { beforeAll, beforeEach, expect, test } from "vitest";
import { pool } from "./connection.ts";
import { listKnownThings } from "./list-known-things.ts";
import { seedCampaign, type SeededCampaign } from "./testing-campaign.ts";
import { freshDatabase } from "./testing.ts";

let ours: SeededCampaign;
const OUR_SID = `AC${"1".padStart(32, "0")}`;
const CONTENT_SID = `HX${"b".repeat(32)}`;

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query("truncate account cascade");
  ours = await seedCampaign(pool(), { people: 1, mps: 80 });
  await seedCampaign(pool(), { people: 1, mps: 80 });
  await pool().query("update template set content_sid = 'HX' || repeat('c', 32) where account_id <> $1", [ours.accountId]);
});

test("what is kept of one account is listed, and nothing of another; a sender may have no SID", async () => {
  expect(await listKnownThings(pool(), OUR_SID)).toEqual({ templates: [CONTENT_SID], senders: [{ twilioSid: "", phone: "+4930230012345" }] });
  expect(await listKnownThings(pool(), `AC${"9".repeat(32)}`)).toEqual({ templates: [], senders: [] });
});

test("what is gone already is not asked for again", async () => {
  for (const table of ["template", "sender"]) await pool().query(`update ${table} set status = 'gone', gone_at = now() where account_id = $1`, [ours.accountId]);
  expect(await listKnownThings(pool(), OUR_SID)).toEqual({ templates: [], senders: [] });
});
