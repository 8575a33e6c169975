/** Lets a draft wait for its start. Its audience is counted again when it starts: who opts out until then is left out. */
import { recordAudit } from "#lib/db/audit.ts";
import { lockCampaign, setScheduled, type CampaignRef } from "#lib/db/campaign-writes.ts";
import { inTransaction, type Tx } from "#lib/db/connection.ts";
import type { LaunchRefusal } from "#lib/db/launch-locked.ts";
import { isDraft, launchProblems, type LaunchProblem } from "#lib/domain/campaign-rules.ts";
import { startProblem } from "#lib/domain/campaign-start.ts";
import { barredFrom, mostAlone } from "#lib/domain/launch-bounds.ts";
import type { CampaignState } from "#lib/domain/states.ts";
import type { Agreed } from "./launch-campaign.ts";

type Barred = Extract<LaunchRefusal, { kind: "above-your-limit" | "needs-second-person" }>;
export type ScheduleResult = { kind: "scheduled" } | { kind: "not-found" } | { kind: "not-a-draft"; state: CampaignState } | { kind: "changed-since" } | { kind: "no-start" } | Barred | { kind: "incomplete"; problem: LaunchProblem };

/** Schedules a draft as it was agreed to. It can be changed no more until it is a draft again. */
export async function scheduleCampaign(actorId: string, ref: CampaignRef, agreed: Agreed = {}): Promise<ScheduleResult> {
  return inTransaction((tx) => scheduleWithin(tx, actorId, ref, agreed));
}

/** The same in a transaction of the caller's. */
export async function scheduleWithin(tx: Tx, actorId: string, ref: CampaignRef, agreed: Agreed): Promise<ScheduleResult> {
  const campaign = await lockCampaign(tx, ref);
  if (!campaign) return { kind: "not-found" };
  if (!isDraft(campaign.state)) return { kind: "not-a-draft", state: campaign.state };
  if (agreed.revision !== undefined && agreed.revision !== campaign.revision) return { kind: "changed-since" };
  const { start, now } = campaign;
  if (!start) return { kind: "no-start" };
  const problem = startProblem(start, now) ?? launchProblems(campaign)[0];
  if (problem) return { kind: "incomplete", problem };
  // It starts for no more people than were agreed to, so who may not agree to as many schedules nothing.
  const people = agreed.people ?? Infinity;
  const bounds = { recipientsMax: agreed.most ?? null, approveAbove: agreed.askedBy === undefined ? campaign.approveAbove : null };
  const barred = barredFrom(people, bounds);
  if (barred) return { ...barred, queued: people };
  await setScheduled(tx, ref, { agreed: agreed.people ?? null, peopleMax: mostAlone(bounds) });
  const detail = { startAt: start.at, wall: start.wall, zone: start.zone, offset: start.offset, people: agreed.people ?? null, ...(agreed.askedBy && { askedBy: agreed.askedBy }) };
  await recordAudit(tx, { accountId: ref.accountId, actorId, action: "campaign.scheduled", subjectKind: "campaign", subjectId: ref.campaignId, detail });
  return { kind: "scheduled" };
}
