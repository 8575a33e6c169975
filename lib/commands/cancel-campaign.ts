/** Ends a campaign for good; the worker takes what is queued out of the queue. */
import type { CampaignRef } from "#lib/db/campaign-writes.ts";
import { isCancellable } from "#lib/domain/campaign-rules.ts";
import { moveCampaign, type MoveResult } from "./move-campaign.ts";

/** Cancels a campaign. Nobody else is written to; what was accepted stays accepted. */
export async function cancelCampaign(actorId: string, ref: CampaignRef): Promise<MoveResult> {
  return moveCampaign(actorId, ref, { to: "cancelled", allowedFrom: ({ state }) => isCancellable(state), action: "campaign.cancelled" });
}
