/** What keeps a campaign from being launched, said to a person. */
import { START_AHEAD_DAYS_MAX, startInWords } from "./campaign-start.ts";
import type { LaunchProblem } from "./campaign-rules.ts";
import { countryName } from "./country-name.ts";

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
    case "start-passed":
      return `Its start, ${startInWords(problem)}, has passed. Choose a later time, or start it now.`;
    case "start-too-far":
      return `Its start, ${startInWords(problem)}, is more than ${START_AHEAD_DAYS_MAX} days ahead. Choose an earlier time.`;
    case "hours-impossible":
      return `At no time is it within these hours in all of ${listed(problem.countries.map(countryName))}. Choose more hours, or give the list a column “Time zone”.`;
  }
}

const STATUS_WORDS = { unsubmitted: "not submitted to WhatsApp", pending: "still in review", approved: "approved", rejected: "rejected", paused: "paused by WhatsApp", disabled: "disabled", gone: "no longer at Twilio" };

function listed(parts: string[]): string {
  return new Intl.ListFormat("en", { type: "conjunction" }).format(parts);
}
