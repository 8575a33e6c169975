/** Asks for a second person to a launch that somebody may not do alone. */
import { recordAudit } from "#lib/db/audit.ts";
import { lockCampaign, type CampaignRef } from "#lib/db/campaign-writes.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { addLaunchRequest } from "#lib/db/launch-requests.ts";
import { isDraft, launchProblems, type LaunchProblem } from "#lib/domain/campaign-rules.ts";
import type { CampaignState } from "#lib/domain/states.ts";

export type AskedFor = { people: number; revision: string; note: string };
export type AskResult = { kind: "asked" } | { kind: "asked-before" } | { kind: "not-found" } | { kind: "not-a-draft"; state: CampaignState } | { kind: "changed-since" } | { kind: "incomplete"; problem: LaunchProblem };

export async function askForLaunch(actorId: string, ref: CampaignRef, { people, revision, note }: AskedFor): Promise<AskResult> {
  return inTransaction(async (tx) => {
    const campaign = await lockCampaign(tx, ref);
    if (!campaign) return { kind: "not-found" };
    if (!isDraft(campaign.state)) return { kind: "not-a-draft", state: campaign.state };
    if (revision !== campaign.revision) return { kind: "changed-since" };
    const [problem] = launchProblems(campaign);
    if (problem) return { kind: "incomplete", problem };
    if (!(await addLaunchRequest(tx, ref, { actorId, people, revision, note }))) return { kind: "asked-before" };
    await recordAudit(tx, { accountId: ref.accountId, actorId, action: "launch.asked-for", subjectKind: "campaign", subjectId: ref.campaignId, detail: { people } });
    return { kind: "asked" };
  });
}
