/** Queues one message per recipient and starts the campaign. The drain does the sending. */
import { crashpoint } from "#lib/crashpoint.ts";
import { recordAudit } from "#lib/db/audit.ts";
import { lockCampaign, type CampaignRef, type LockedCampaign } from "#lib/db/campaign-writes.ts";
import { inTransaction, type Tx } from "#lib/db/connection.ts";
import type { AudienceCounts } from "#lib/db/freeze-audience.ts";
import { launchLocked, LaunchRefused, type LaunchRefusal } from "#lib/db/launch-locked.ts";
import { isLaunchable } from "#lib/domain/campaign-rules.ts";
import { approveAboveFor, barredFrom, mostAlone } from "#lib/domain/launch-bounds.ts";
import type { CampaignState } from "#lib/domain/states.ts";

export type LaunchResult = { kind: "launched"; counts: AudienceCounts } | { kind: "not-found" } | { kind: "not-launchable"; state: CampaignState } | { kind: "changed-since" } | LaunchRefusal;

/**
 * What somebody saw and agreed to, and the `most` people that they may write to at once; null is any number. What is left out
 * was not asked. `askedBy` is who asked for it, where this is the second person.
 */
export type Agreed = { people?: number; revision?: string; most?: number | null; askedBy?: string };

/**
 * Launches a campaign now and once, be it a draft or one that waits for its start: a second launch, from another window or at
 * the same moment, finds it launched. A draft that was changed since it was agreed to is not launched, and a list that has
 * grown since is not written to.
 */
export async function launchCampaign(actorId: string, ref: CampaignRef, agreed: Agreed = {}): Promise<LaunchResult> {
  try {
    return await inTransaction((tx) => launchWithin(tx, actorId, ref, agreed));
  } catch (error) {
    if (error instanceof LaunchRefused) return error.refusal;
    throw error;
  }
}

/** The same in a transaction of the caller's, which must end when it throws `LaunchRefused`. */
export async function launchWithin(tx: Tx, actorId: string, ref: CampaignRef, agreed: Agreed): Promise<LaunchResult> {
  const campaign = await lockCampaign(tx, ref);
  if (!campaign) return { kind: "not-found" };
  crashpoint("E1");
  if (!isLaunchable(campaign)) return { kind: "not-launchable", state: campaign.state };
  if (agreed.revision !== undefined && agreed.revision !== campaign.revision) return { kind: "changed-since" };
  const counts = await launchWithinBounds(tx, ref, campaign, agreed);
  await recordAudit(tx, { accountId: ref.accountId, actorId, action: "campaign.launched", subjectKind: "campaign", subjectId: ref.campaignId, detail: { ...counts, ...(agreed.askedBy && { askedBy: agreed.askedBy }) } });
  return { kind: "launched", counts };
}

async function launchWithinBounds(tx: Tx, ref: CampaignRef, campaign: LockedCampaign, agreed: Agreed): Promise<AudienceCounts> {
  const bounds = { recipientsMax: agreed.most ?? null, approveAbove: agreed.askedBy === undefined ? approveAboveFor(campaign) : null };
  const confirmed = Math.min(agreed.people ?? Infinity, mostAlone(bounds) ?? Infinity);
  try {
    return await launchLocked(tx, ref, { campaign, confirmed });
  } catch (error) {
    if (!(error instanceof LaunchRefused) || error.refusal.kind !== "more-than-confirmed") throw error;
    const { queued } = error.refusal;
    const barred = barredFrom(queued, bounds);
    throw barred ? new LaunchRefused({ ...barred, queued }) : error;
  }
}
