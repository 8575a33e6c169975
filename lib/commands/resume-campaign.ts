/** Lets a paused campaign go on. */
import { endCanary } from "#lib/db/canary.ts";
import type { CampaignRef } from "#lib/db/campaign-writes.ts";
import { isResumable, templateProblem } from "#lib/domain/campaign-rules.ts";
import { moveCampaign, type MoveResult } from "./move-campaign.ts";

/**
 * Resumes a paused or held campaign with exactly the people who were not written to, while its template may still be sent. One that
 * its first messages held goes on with everybody: whoever resumes it has read why. One that was only paused still waits for them.
 */
export async function resumeCampaign(actorId: string, ref: CampaignRef): Promise<MoveResult> {
  return moveCampaign(actorId, ref, { to: "running", allowedFrom: isResumable, blockedBy: templateProblem, action: "campaign.resumed", along: (tx) => endCanary(tx, ref, "waived") });
}
