/** Queues one message per recipient and starts the campaign. The drain does the sending. */
import { crashpoint } from "#lib/crashpoint.ts";
import { recordAudit } from "#lib/db/audit.ts";
import { lockCampaign, type CampaignRef } from "#lib/db/campaign-writes.ts";
import { inTransaction } from "#lib/db/connection.ts";
import type { AudienceCounts } from "#lib/db/freeze-audience.ts";
import { launchLocked, LaunchRefused, type LaunchRefusal } from "#lib/db/launch-locked.ts";
import { isLaunchable } from "#lib/domain/campaign-rules.ts";
import type { CampaignState } from "#lib/domain/states.ts";

export type LaunchResult = { kind: "launched"; counts: AudienceCounts } | { kind: "not-found" } | { kind: "not-launchable"; state: CampaignState } | { kind: "changed-since" } | LaunchRefusal;

/** What somebody saw and agreed to. What is left out was not asked. */
export type Agreed = { people?: number; revision?: string };

/**
 * Launches a campaign now and once, be it a draft or one that waits for its start: a second launch, from another window or at
 * the same moment, finds it launched. A draft that was changed since it was agreed to is not launched, and a list that has
 * grown since is not written to.
 */
export async function launchCampaign(actorId: string, ref: CampaignRef, agreed: Agreed = {}): Promise<LaunchResult> {
  try {
    return await inTransaction(async (tx) => {
      const campaign = await lockCampaign(tx, ref);
      if (!campaign) return { kind: "not-found" };
      crashpoint("E1");
      if (!isLaunchable(campaign)) return { kind: "not-launchable", state: campaign.state };
      if (agreed.revision !== undefined && agreed.revision !== campaign.revision) return { kind: "changed-since" };
      const counts = await launchLocked(tx, ref, { campaign, confirmed: agreed.people ?? Infinity });
      await recordAudit(tx, { accountId: ref.accountId, actorId, action: "campaign.launched", subjectKind: "campaign", subjectId: ref.campaignId, detail: { ...counts } });
      return { kind: "launched", counts };
    });
  } catch (error) {
    if (error instanceof LaunchRefused) return error.refusal;
    throw error;
  }
}
