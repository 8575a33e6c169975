/** What Drumbeat does by itself for a code, in words. */
import type { ErrorFamily, ErrorPhase, ErrorSource, RetryClass } from "#lib/domain/error-codes.ts";
import { HOLD_TEMPLATE_IF_ALL, type Reaction, type ReactionKind } from "#lib/domain/reaction.ts";
import { ALIKE_MAX } from "#lib/domain/refusal-row.ts";

export const REACTION_LABEL: Record<ReactionKind, string> = {
  "stop-account": "Stops the account",
  "stop-sender": "Stops the sender",
  "hold-template": "Holds the template’s campaigns",
  "drop-recipient": "Leaves the person out",
  "slow-down": "Slows down",
  "retry-later": "Waits, then tries again",
  none: "Nothing by itself",
};

export const FAMILY_LABEL: Record<ErrorFamily, string> = {
  whatsapp: "WhatsApp",
  delivery: "Delivery",
  messages: "Making a message",
  templates: "Templates",
  senders: "Setting up senders",
  account: "Account and access",
  webhooks: "Webhooks",
};

export const RETRY_LABEL: Record<RetryClass, string> = {
  no: "No, it would fail again",
  fix: "Once something was mended",
  backoff: "Yes, in a moment",
  limited: "Once or twice, after a while",
  later: "Later, when there is room again",
};

export const PHASE_LABEL: Record<ErrorPhase, string> = {
  request: "When a message is handed over",
  "request-or-callback": "At once, or in a later report",
  callback: "In a report about a message",
  webhook: "In Twilio’s debugger",
  sender: "While a sender is set up",
  template: "While a template is approved",
  "event-streams": "In Twilio’s event streams",
};

export const SOURCE_LABEL: Record<ErrorSource, string> = {
  dict2025: "Twilio’s dictionary of 2025",
  docs2026: "A page of Twilio of 2026",
  secondary: "From what others report",
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What follows for the message and for others, in a few sentences. What comes only in a report is of a message that Twilio took: that one never goes again by itself. */
export function reactionSentence(reaction: Reaction, phase: ErrorPhase): string {
  const tookIt = phase === "callback";
  switch (reaction.kind) {
    case "stop-account":
      return `Holds every sender of the account at once. Nobody else is written to until an admin lifts the holds. ${heldMessage(phase)}`.trim();
    case "stop-sender":
      return `Holds the sender at once. Other senders go on. An admin lifts the hold on the sender’s page. ${heldMessage(phase)}`.trim();
    case "hold-template":
      return `Holds every running campaign with this template. A marketer resumes a campaign on its report. ${heldMessage(phase)}`.trim();
    case "drop-recipient":
      return droppedSentence(reaction.suppress);
    case "slow-down":
      return tookIt ? `${NOT_AGAIN} The pace was too high: see the rate of the sender.` : `A message that was refused for it was not taken, and goes again by itself after a moment. ${TAKEN_NOT_AGAIN}`;
    case "retry-later":
      return tookIt ? `${NOT_AGAIN} Another try makes sense after ${waitInWords(reaction.waitMs)}.` : `A message that was refused for it goes again by itself after ${waitInWords(reaction.waitMs)}. ${TAKEN_NOT_AGAIN}`;
    case "none":
      return phase.startsWith("request")
        ? `Counts the message as rejected, and goes on with everybody else. Were the last ${ALIKE_MAX} of a campaign all refused for it, the campaigns with its template are held.`
        : "Counts the message as rejected or failed, and does nothing else. Everybody else goes on being written to.";
  }
}

const BACK_IN_QUEUE = "A message that was refused for it goes back into the queue.";
const NOT_AGAIN = "Counts the message as failed. Twilio had taken it, so it is not sent again by itself.";
const TAKEN_NOT_AGAIN = "One that was taken and failed later is not sent again by itself.";

/** What becomes of the message itself beside a hold; nothing where the code speaks of no message. */
function heldMessage(phase: ErrorPhase): string {
  switch (phase) {
    case "request":
      return BACK_IN_QUEUE;
    case "request-or-callback":
      return `${BACK_IN_QUEUE} ${TAKEN_NOT_AGAIN}`;
    case "callback":
      return NOT_AGAIN;
    case "webhook":
    case "sender":
    case "template":
    case "event-streams":
      return "";
  }
}

function droppedSentence(suppress: "marketing" | "all" | null): string {
  if (suppress === null) return "Does not write to this person again in the same campaign. Everybody else goes on being written to.";
  const said = suppress === "marketing" ? "The person stopped marketing" : "The person opted out";
  return `${said}: Drumbeat puts them on the suppression list at once, and takes what is queued for them out of every campaign.`;
}

/** What makes the reaction to some codes another one. */
export function reactionAside(code: number): string | null {
  if (code === 63018) return "Three limits share this code and want three waits: a moment for the pace, a minute for too many to one person, hours for the day’s reach.";
  if (code === 63049) return "A number of the United States is never tried again.";
  if (HOLD_TEMPLATE_IF_ALL.includes(code)) return `When everybody meets it, the fault is the template’s: after ${ALIKE_MAX} refusals alike the campaign is held, and where it comes in reports, pause it and look at the template.`;
  return null;
}

function waitInWords(ms: number): string {
  if (ms < HOUR_MS) return ms === MINUTE_MS ? "a minute" : `${ms / MINUTE_MS} minutes`;
  return `${ms / HOUR_MS} hours`;
}
