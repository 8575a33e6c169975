/** A campaign that is being composed, as its pages draw it, and where each thing that it lacks is mended. */
import type { LaunchProblem } from "#lib/domain/campaign-rules.ts";
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
};

export const STEPS = ["template", "audience", "personalise", "review"] as const;
export type Step = (typeof STEPS)[number];

export const STEP_NAME: Record<Step, string> = { template: "Template", audience: "Audience", personalise: "Personalise", review: "Review" };

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
  }
}

/** The step on which a draft opens: the first that lacks something, or the review. */
export function firstStep(problems: LaunchProblem[]): Step {
  const [first] = problems;
  return first ? stepOf(first) : "review";
}

/** What is missing and what to do, in one or two sentences. */
export function problemSentence(problem: LaunchProblem): string {
  switch (problem.kind) {
    case "no-template":
      return "No template is chosen. Pick an approved one.";
    case "template-unusable":
      return `The template ${problem.template} cannot be sent: it is ${STATUS_WORDS[problem.status]}. Pick an approved one.`;
    case "no-list":
      return "No list is chosen. Pick the people who get it.";
    case "no-sender":
      return "No sender is chosen. Pick at least one that is online.";
    case "no-usable-sender":
      return `${problem.senders.length === 1 ? "The only sender" : "None of the senders"} that ${problem.senders.length === 1 ? "was" : "were"} chosen can send: ${listed(problem.senders.map(({ name, why }) => `${name}, because ${why.replace(/\.$/, "")}`))}. Pick another one, or mend it first.`;
    case "variables-unmapped":
      return `${listed(problem.variables.map((key) => `{{${key}}}`))} ${problem.variables.length === 1 ? "has" : "have"} no value: Twilio would send the template’s sample text. Choose a column or a text.`;
    case "columns-missing":
      return `The list has no column ${listed(problem.columns.map((column) => `“${column}”`))}: everybody would get the fallback. Choose another column.`;
  }
}

const STATUS_WORDS = { unsubmitted: "not submitted to WhatsApp", pending: "still in review", approved: "approved", rejected: "rejected", paused: "paused by WhatsApp", disabled: "disabled", gone: "no longer at Twilio" };

function listed(parts: string[]): string {
  return new Intl.ListFormat("en", { type: "conjunction" }).format(parts);
}

/** “1 person”, “4,476 people”. */
export function peopleText(count: number): string {
  return `${new Intl.NumberFormat("en-US").format(count)} ${count === 1 ? "person" : "people"}`;
}
