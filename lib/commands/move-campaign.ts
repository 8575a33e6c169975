/** The one way from a campaign's state to another: locked, checked, audited. */
import { recordAudit } from "#lib/db/audit.ts";
import { lockCampaign, setCampaignState, type CampaignRef, type LockedCampaign } from "#lib/db/campaign-writes.ts";
import { inTransaction, type Tx } from "#lib/db/connection.ts";
import type { LaunchProblem } from "#lib/domain/campaign-rules.ts";
import type { CampaignState } from "#lib/domain/states.ts";

export type MoveResult = { kind: "moved" } | { kind: "not-found" } | { kind: "not-possible"; state: CampaignState } | { kind: "blocked"; problem: LaunchProblem };

export type Move = {
  to: CampaignState | ((campaign: LockedCampaign) => CampaignState);
  allowedFrom: (campaign: LockedCampaign) => boolean;
  /** What keeps the campaign from it all the same, such as a template that was taken away. */
  blockedBy?: (campaign: LockedCampaign) => LaunchProblem | null;
  action: string;
  /** What else the move does, in the same transaction. */
  along?: (tx: Tx) => Promise<unknown>;
};

/** Moves the campaign, or says in which state it is instead. */
export async function moveCampaign(actorId: string, ref: CampaignRef, move: Move): Promise<MoveResult> {
  return inTransaction(async (tx) => {
    const campaign = await lockCampaign(tx, ref);
    if (!campaign) return { kind: "not-found" };
    if (!move.allowedFrom(campaign)) return { kind: "not-possible", state: campaign.state };
    const problem = move.blockedBy?.(campaign) ?? null;
    if (problem) return { kind: "blocked", problem };
    const to = typeof move.to === "function" ? move.to(campaign) : move.to;
    await setCampaignState(tx, ref, to);
    await move.along?.(tx);
    await recordAudit(tx, { accountId: ref.accountId, actorId, action: move.action, subjectKind: "campaign", subjectId: ref.campaignId, detail: { from: campaign.state, to } });
    return { kind: "moved" };
  });
}
