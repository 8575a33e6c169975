/** The second person to a launch: what somebody asked for happens, as it was when they asked, or nothing does. */
import { recordAudit } from "#lib/db/audit.ts";
import { lockCampaign, type CampaignRef } from "#lib/db/campaign-writes.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { LaunchRefused } from "#lib/db/launch-locked.ts";
import { decideLaunchRequest, lockLaunchRequest } from "#lib/db/launch-requests.ts";
import { launchWithin, type LaunchResult } from "./launch-campaign.ts";
import { scheduleWithin, type ScheduleResult } from "./schedule-campaign.ts";

/** `most` is the approver's own limit. */
export type Approval = { requestId: string; most: number | null };
export type ApproveResult = LaunchResult | ScheduleResult | { kind: "no-such-request" } | { kind: "your-own" };

export async function approveLaunch(actorId: string, ref: CampaignRef, { requestId, most }: Approval): Promise<ApproveResult> {
  try {
    return await inTransaction(async (tx): Promise<ApproveResult> => {
      const request = await lockLaunchRequest(tx, ref, requestId);
      if (!request) return { kind: "no-such-request" };
      const { requestedById: askedBy, people, revision } = request;
      if (askedBy === actorId) return { kind: "your-own" };
      // What the draft says of its start is part of what was asked for.
      const startsLater = (await lockCampaign(tx, ref))?.start;
      const agreed = { people, revision, most, askedBy };
      const result = startsLater ? await scheduleWithin(tx, actorId, ref, agreed) : await launchWithin(tx, actorId, ref, agreed);
      if (result.kind !== "launched" && result.kind !== "scheduled") return result;
      await decideLaunchRequest(tx, ref, { id: requestId, actorId, approved: true, reason: "" });
      await recordAudit(tx, { accountId: ref.accountId, actorId, action: "launch.approved", subjectKind: "campaign", subjectId: ref.campaignId, detail: { people, askedBy } });
      return result;
    });
  } catch (error) {
    if (error instanceof LaunchRefused) return error.refusal;
    throw error;
  }
}
