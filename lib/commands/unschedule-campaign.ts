/** Makes a campaign that waits for its start a draft again, to change it. */
import type { CampaignRef } from "#lib/db/campaign-writes.ts";
import { isUnstarted } from "#lib/domain/campaign-rules.ts";
import { moveCampaign, type MoveResult } from "./move-campaign.ts";

/** Nobody of its audience was queued, so everything about it can still be chosen anew. */
export async function unscheduleCampaign(actorId: string, ref: CampaignRef): Promise<MoveResult> {
  return moveCampaign(actorId, ref, { to: "draft", allowedFrom: isUnstarted, action: "campaign.unscheduled" });
}
