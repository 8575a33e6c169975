/** Stops claiming for a campaign; what was claimed already may still leave within the horizon and the lateness guard. */
import type { CampaignRef } from "#lib/db/campaign-writes.ts";
import { isPausable } from "#lib/domain/campaign-rules.ts";
import { moveCampaign, type MoveResult } from "./move-campaign.ts";

/** Pauses a running campaign, or one that waits for its start and then does not. Nothing is lost: everybody who was not written to stays queued. */
export async function pauseCampaign(actorId: string, ref: CampaignRef): Promise<MoveResult> {
  return moveCampaign(actorId, ref, { to: "paused", allowedFrom: ({ state }) => isPausable(state), action: "campaign.paused" });
}
