import { beforeAll, expect, test } from "vitest";
import { createCampaign } from "#lib/commands/create-campaign.ts";
import { discardDraft } from "#lib/commands/discard-draft.ts";
import { saveDraft } from "#lib/commands/save-draft.ts";
import { recordAudit } from "./audit.ts";
import { pool } from "./connection.ts";
import { findHoldReason, listCampaignAudit } from "./list-campaign-audit.ts";
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

test("why a campaign is held is what was written down last, for this campaign alone", async () => {
  const shop = await seedShop(pool(), "sandbox");
  const campaignId = await createCampaign(shop.personId, { accountId: shop.accountId, name: "Winter" });
  const other = await createCampaign(shop.personId, { accountId: shop.accountId, name: "Summer" });
  const hold = (subjectId: string, reason: string) => recordAudit(pool(), { accountId: shop.accountId, actorId: null, action: "campaign.held", subjectKind: "campaign", subjectId, detail: { reason } });
  expect(await findHoldReason(pool(), { accountId: shop.accountId, campaignId })).toBeNull();
  await hold(campaignId, "First");
  await hold(campaignId, "Second");
  await hold(other, "Third");
  expect(await findHoldReason(pool(), { accountId: shop.accountId, campaignId })).toBe("Second");
});
