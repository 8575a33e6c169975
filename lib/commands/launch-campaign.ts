/** Queues one message per recipient and starts the campaign. The drain does the sending. */
import { crashpoint } from "#lib/crashpoint.ts";
import { recordAudit } from "#lib/db/audit.ts";
import { lockCampaign, type CampaignRef } from "#lib/db/campaign-writes.ts";
import { inTransaction } from "#lib/db/connection.ts";
import type { AudienceCounts } from "#lib/db/freeze-audience.ts";
import { launchLocked, LaunchRefused, type LaunchRefusal } from "#lib/db/launch-locked.ts";
import { isLaunchable } from "#lib/domain/campaign-rules.ts";
import type { CampaignState } from "#lib/domain/states.ts";

export type LaunchResult = { kind: "launched"; counts: AudienceCounts } | { kind: "not-found" } | { kind: "not-launchable"; state: CampaignState } | { kind: "changed-since" } | AboveLimit | LaunchRefusal;

/** `most` people are what one launch of theirs may write to, and this one would write to `queued`. */
export type AboveLimit = { kind: "above-your-limit"; most: number; queued: number };

/** What somebody saw and agreed to, and the `most` people that they may write to at once. What is left out was not asked; null is any number. */
export type Agreed = { people?: number; revision?: string; most?: number | null };

/**
 * Launches a campaign now and once, be it a draft or one that waits for its start: a second launch, from another window or at
 * the same moment, finds it launched. A draft that was changed since it was agreed to is not launched, and a list that has
 * grown since is not written to.
 */
export async function launchCampaign(actorId: string, ref: CampaignRef, agreed: Agreed = {}): Promise<LaunchResult> {
  const most = agreed.most ?? Infinity;
  try {
    return await inTransaction(async (tx) => {
      const campaign = await lockCampaign(tx, ref);
      if (!campaign) return { kind: "not-found" };
      crashpoint("E1");
      if (!isLaunchable(campaign)) return { kind: "not-launchable", state: campaign.state };
      if (agreed.revision !== undefined && agreed.revision !== campaign.revision) return { kind: "changed-since" };
      const counts = await launchLocked(tx, ref, { campaign, confirmed: Math.min(agreed.people ?? Infinity, most) });
      await recordAudit(tx, { accountId: ref.accountId, actorId, action: "campaign.launched", subjectKind: "campaign", subjectId: ref.campaignId, detail: { ...counts } });
      return { kind: "launched", counts };
    });
  } catch (error) {
    if (!(error instanceof LaunchRefused)) throw error;
    const { refusal } = error;
    return refusal.kind === "more-than-confirmed" && refusal.queued > most ? { kind: "above-your-limit", most, queued: refusal.queued } : refusal;
  }
}
