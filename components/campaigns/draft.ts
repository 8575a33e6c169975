/** A campaign that is being composed, as its pages draw it, and where each thing that it lacks is mended. */
import type { LaunchProblem } from "#lib/domain/campaign-rules.ts";
import type { CampaignStart } from "#lib/domain/campaign-start.ts";
import type { LocalHours } from "#lib/domain/local-hours.ts";
import type { SenderStatus } from "#lib/domain/states.ts";
import type { Template, VariableMapping } from "#lib/domain/template.ts";

export type DraftSender = { id: string; name: string; status: SenderStatus; mps: number; holdReason: string | null; offlineReason: string | null };

export type Draft = {
  id: string;
  name: string;
  /** Changes with every change; a launch names the one that was seen. */
  revision: string;
  mapping: VariableMapping;
  template: Template | null;
  list: { id: string; name: string; columns: string[] } | null;
  senders: DraftSender[];
  /** When it starts by itself; null is when it is launched. */
  start: CampaignStart | null;
  /** Between which hours of their own day people are written to; null is at any. */
  hours: LocalHours | null;
};

export const STEPS = ["template", "audience", "personalise", "schedule", "review"] as const;
export type Step = (typeof STEPS)[number];

export const STEP_NAME: Record<Step, string> = { template: "Template", audience: "Audience", personalise: "Personalise", schedule: "Schedule", review: "Review" };

/** The step on which a problem is mended. */
export function stepOf(problem: LaunchProblem): Exclude<Step, "review"> {
  switch (problem.kind) {
    case "no-template":
    case "template-unusable":
      return "template";
    case "no-list":
    case "no-sender":
    case "no-usable-sender":
      return "audience";
    case "variables-unmapped":
    case "columns-missing":
      return "personalise";
    case "start-passed":
    case "start-too-far":
    case "hours-impossible":
      return "schedule";
  }
}

/** The step on which a draft opens: the first that lacks something, or the review. */
export function firstStep(problems: LaunchProblem[]): Step {
  const [first] = problems;
  return first ? stepOf(first) : "review";
}

/** “1 person”, “4,476 people”. */
export function peopleText(count: number): string {
  return `${new Intl.NumberFormat("en-US").format(count)} ${count === 1 ? "person" : "people"}`;
}
