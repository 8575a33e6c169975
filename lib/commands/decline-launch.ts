/** Says no to a launch that somebody asked for, with the reason; whoever asked takes it back likewise. */
import { recordAudit } from "#lib/db/audit.ts";
import type { CampaignRef } from "#lib/db/campaign-writes.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { decideLaunchRequest, lockLaunchRequest } from "#lib/db/launch-requests.ts";

/** `mayDecide`: somebody who may approve. Everybody may take back what they asked for themselves. */
export type Declined = { requestId: string; reason: string; mayDecide: boolean };
export type DeclineResult = { kind: "declined" } | { kind: "no-such-request" };

export async function declineLaunch(actorId: string, ref: CampaignRef, { requestId, reason, mayDecide }: Declined): Promise<DeclineResult> {
  return inTransaction(async (tx) => {
    const request = await lockLaunchRequest(tx, ref, requestId);
    if (!request || (!mayDecide && request.requestedById !== actorId)) return { kind: "no-such-request" };
    await decideLaunchRequest(tx, ref, { id: requestId, actorId, approved: false, reason });
    const action = request.requestedById === actorId ? "launch.taken-back" : "launch.declined";
    await recordAudit(tx, { accountId: ref.accountId, actorId, action, subjectKind: "campaign", subjectId: ref.campaignId, detail: { people: request.people, reason } });
    return { kind: "declined" };
  });
}
