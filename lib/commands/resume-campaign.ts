/** Lets a paused campaign go on. */
import type { CampaignRef, LockedCampaign } from "#lib/db/campaign-writes.ts";
import { waiveCanary } from "#lib/db/canary.ts";
import { isResumable, isUnstarted, templateProblem, type LaunchProblem } from "#lib/domain/campaign-rules.ts";
import { startProblem } from "#lib/domain/campaign-start.ts";
import { moveCampaign, type MoveResult } from "./move-campaign.ts";

/**
 * Resumes a paused or held campaign with exactly the people who were not written to, while its template may still be sent. One
 * that its first messages held goes on with everybody: whoever resumes it has read why. One that was only paused still waits for
 * them, unless `everybody` says not to. One that was never started waits for its start again; where that has passed, somebody has to start it themselves.
 */
export async function resumeCampaign(actorId: string, ref: CampaignRef, { everybody = false } = {}): Promise<MoveResult> {
  return moveCampaign(actorId, ref, {
    to: (campaign) => (isUnstarted(campaign) ? "scheduled" : "running"),
    allowedFrom: ({ state }) => isResumable(state),
    blockedBy,
    action: "campaign.resumed",
    along: (tx) => waiveCanary(tx, ref, { waiting: everybody }),
  });
}

function blockedBy(campaign: LockedCampaign): LaunchProblem | null {
  return isUnstarted(campaign) ? startProblem(campaign.start, campaign.now) : templateProblem(campaign);
}
