/** Lets a draft wait for its start. Its audience is counted again when it starts: who opts out until then is left out. */
import { recordAudit } from "#lib/db/audit.ts";
import { lockCampaign, setScheduled, type CampaignRef } from "#lib/db/campaign-writes.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { isDraft, launchProblems, type LaunchProblem } from "#lib/domain/campaign-rules.ts";
import { startProblem } from "#lib/domain/campaign-start.ts";
import type { CampaignState } from "#lib/domain/states.ts";
import type { AboveLimit, Agreed } from "./launch-campaign.ts";

export type ScheduleResult = { kind: "scheduled" } | { kind: "not-found" } | { kind: "not-a-draft"; state: CampaignState } | { kind: "changed-since" } | { kind: "no-start" } | AboveLimit | { kind: "incomplete"; problem: LaunchProblem };

/** Schedules a draft as it was agreed to. It can be changed no more until it is a draft again. */
export async function scheduleCampaign(actorId: string, ref: CampaignRef, agreed: Agreed = {}): Promise<ScheduleResult> {
  return inTransaction(async (tx) => {
    const campaign = await lockCampaign(tx, ref);
    if (!campaign) return { kind: "not-found" };
    if (!isDraft(campaign.state)) return { kind: "not-a-draft", state: campaign.state };
    if (agreed.revision !== undefined && agreed.revision !== campaign.revision) return { kind: "changed-since" };
    const { start, now } = campaign;
    if (!start) return { kind: "no-start" };
    const problem = startProblem(start, now) ?? launchProblems(campaign)[0];
    if (problem) return { kind: "incomplete", problem };
    // It starts for no more people than were agreed to, so who may not agree to as many schedules nothing.
    const [people, most] = [agreed.people ?? Infinity, agreed.most ?? Infinity];
    if (people > most) return { kind: "above-your-limit", most, queued: people };
    await setScheduled(tx, ref, agreed.people ?? null);
    await recordAudit(tx, { accountId: ref.accountId, actorId, action: "campaign.scheduled", subjectKind: "campaign", subjectId: ref.campaignId, detail: { startAt: start.at, wall: start.wall, zone: start.zone, offset: start.offset, people: agreed.people ?? null } });
    return { kind: "scheduled" };
  });
}
