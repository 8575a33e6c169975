import { beforeAll, expect, test } from "vitest";
import { createCampaign } from "#lib/commands/create-campaign.ts";
import { discardDraft } from "#lib/commands/discard-draft.ts";
import { saveDraft } from "#lib/commands/save-draft.ts";
import { pool } from "./connection.ts";
import { listCampaignAudit } from "./list-campaign-audit.ts";
import { seedShop } from "./testing-shop.ts";
import { freshDatabase } from "./testing.ts";

beforeAll(async () => void (await freshDatabase()));

test("who did what to a campaign is told newest first, and nothing of other campaigns", async () => {
  const shop = await seedShop(pool(), "live");
  const campaignId = await createCampaign(shop.personId, { accountId: shop.accountId, name: "Spring" });
  const other = await createCampaign(shop.personId, { accountId: shop.accountId, name: "Autumn" });
  await saveDraft(shop.personId, { accountId: shop.accountId, campaignId }, { templateId: shop.templates.utility });
  await discardDraft(shop.personId, { accountId: shop.accountId, campaignId: other });
  const lines = await listCampaignAudit(pool(), { accountId: shop.accountId, campaignId });
  expect(lines.map((line) => [line.actor, line.action])).toEqual([["Ines", "campaign.changed"], ["Ines", "campaign.created"]]);
  expect(lines[0]?.detail).toEqual({ changed: ["templateId"] });
});
