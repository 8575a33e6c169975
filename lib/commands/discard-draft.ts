/** Removes a draft that was never launched. */
import { recordAudit } from "#lib/db/audit.ts";
import { deleteDraft, lockCampaign, type CampaignRef } from "#lib/db/campaign-writes.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { isDraft } from "#lib/domain/campaign-rules.ts";
import type { MoveResult } from "./move-campaign.ts";

/** Discards a draft; a campaign that was launched stays, it is the proof of what was sent. */
export async function discardDraft(actorId: string, ref: CampaignRef): Promise<MoveResult> {
  return inTransaction(async (tx) => {
    const campaign = await lockCampaign(tx, ref);
    if (!campaign) return { kind: "not-found" };
    if (!isDraft(campaign.state)) return { kind: "not-possible", state: campaign.state };
    await deleteDraft(tx, ref);
    await recordAudit(tx, { accountId: ref.accountId, actorId, action: "campaign.discarded", subjectKind: "campaign", subjectId: ref.campaignId, detail: { name: campaign.name } });
    return { kind: "moved" };
  });
}
