/** What a campaign in each state may become, and what a launch needs. */
import type { CampaignState, SenderStatus, TemplateStatus } from "./states.ts";
import { unmappedVariables, type TemplateVariable, type VariableMapping } from "./template.ts";
import { mappingFor, missingColumns } from "./variable-mapping.ts";

/** After this a queued message is too late to be wanted, in hours. */
export const CAMPAIGN_LIFE_HOURS = 24;
/** With local hours the last place opens within a day; then everybody has a second day, in hours. */
export const WAVES_LIFE_HOURS = 48;
export const CAMPAIGN_NAME_LENGTH_MAX = 120;

/** Only a draft can be changed: what was scheduled starts as it was agreed to. */
export function isDraft(state: CampaignState): boolean {
  return state === "draft";
}

/** Whether it was scheduled and nobody of its audience was queued yet, wherever it waits. */
export function isUnstarted({ state, launchedAt }: { state: CampaignState; launchedAt: Date | null }): boolean {
  return launchedAt === null && (state === "scheduled" || state === "paused" || state === "held");
}

/** Launching is not resuming: only what was never launched can be launched, so nobody is queued twice. */
export function isLaunchable(campaign: { state: CampaignState; launchedAt: Date | null }): boolean {
  return isDraft(campaign.state) || isUnstarted(campaign);
}

export function isPausable(state: CampaignState): boolean {
  return state === "running" || state === "scheduled";
}

export function isResumable(state: CampaignState): boolean {
  return state === "paused" || state === "held";
}

export function isCancellable(state: CampaignState): boolean {
  return state === "running" || state === "paused" || state === "held" || state === "scheduled";
}

export type LaunchDraft = {
  listId: string | null;
  /** Headers of the list. */
  listColumns: string[];
  mapping: VariableMapping;
  template: { name: string; status: TemplateStatus; variables: TemplateVariable[] } | null;
  senders: { name: string; status: SenderStatus; holdReason: string | null }[];
};

/** What a draft still lacks; each kind has its sentence at the door. */
export type LaunchProblem =
  | { kind: "no-template" }
  | { kind: "template-unusable"; template: string; status: TemplateStatus }
  | { kind: "no-list" }
  | { kind: "variables-unmapped"; variables: string[] }
  | { kind: "columns-missing"; columns: string[] }
  | { kind: "no-sender" }
  /** None of those that were chosen can send. */
  | { kind: "no-usable-sender"; senders: { name: string; why: string }[] }
  | { kind: "start-passed" | "start-too-far"; wall: string; zone: string }
  | { kind: "hours-impossible"; countries: string[] };

/** Why a sender gets nobody to write to, or null when it can send. One that only rests will go on by itself. */
export function whyUnusable({ status, holdReason }: { status: SenderStatus; holdReason: string | null }): string | null {
  if (status === "gone") return "Twilio no longer has it";
  if (status !== "online") return `it is ${status}`;
  return holdReason === null ? null : `it is held: ${holdReason}`;
}

/** The senders of a pool that a launch gives people to. */
export function usableSenders<T extends { status: SenderStatus; holdReason: string | null }>(senders: T[]): T[] {
  return senders.filter((sender) => whyUnusable(sender) === null);
}

/** Why its template cannot be sent, or null when it can. */
export function templateProblem({ template }: Pick<LaunchDraft, "template">): LaunchProblem | null {
  if (!template) return { kind: "no-template" };
  return template.status === "approved" ? null : { kind: "template-unusable", template: template.name, status: template.status };
}

/** Everything that keeps a draft from being launched, in the order in which a person fills it in. */
export function launchProblems(draft: LaunchDraft): LaunchProblem[] {
  const problems: LaunchProblem[] = [];
  const { template } = draft;
  const unusable = templateProblem(draft);
  if (unusable) problems.push(unusable);
  if (!draft.listId) problems.push({ kind: "no-list" });
  const unmapped = template ? unmappedVariables(template.variables, draft.mapping) : [];
  if (unmapped.length > 0) problems.push({ kind: "variables-unmapped", variables: unmapped });
  const missing = template && draft.listId ? missingColumns(mappingFor(template.variables, draft.mapping), draft.listColumns) : [];
  if (missing.length > 0) problems.push({ kind: "columns-missing", columns: missing });
  if (draft.senders.length === 0) problems.push({ kind: "no-sender" });
  else if (usableSenders(draft.senders).length === 0) problems.push({ kind: "no-usable-sender", senders: draft.senders.map((sender) => ({ name: sender.name, why: whyUnusable(sender) ?? "" })) });
  return problems;
}
