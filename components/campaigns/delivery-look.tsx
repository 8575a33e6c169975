/** How the two states of a message look: what was done with it here, and what Twilio says of it. And why somebody got none. */
import { Badge, type Look } from "#components/ui/badge.tsx";
import type { DeliveryState, SendingState, SuppressionReason } from "#lib/domain/states.ts";

export const SENDING_LOOK: Record<SendingState, Look & { meaning: string }> = {
  queued: { label: "Queued", tone: "neutral", mark: "ring", meaning: "Waits for its turn." },
  sending: { label: "Sending", tone: "progress", mark: "beat", meaning: "Is being handed to Twilio now." },
  accepted: { label: "Accepted", tone: "success", mark: "check", meaning: "Twilio took it. Delivery is reported apart." },
  rejected: { label: "Rejected", tone: "danger", mark: "cross", meaning: "Twilio refused it. It was not sent." },
  suppressed: { label: "Left out", tone: "neutral", mark: "slash", meaning: "Was never sent, on purpose." },
  cancelled: { label: "Cancelled", tone: "neutral", mark: "slash", meaning: "The campaign was ended before its turn came." },
  expired: { label: "Expired", tone: "warning", mark: "clock", meaning: "Its turn came too late, so it was not sent." },
  unknown: { label: "Unknown", tone: "unknown", mark: "question", meaning: "We cannot tell whether this was sent." },
};

export const DELIVERY_LOOK: Record<DeliveryState, Look & { meaning: string }> = {
  none: { label: "No report yet", tone: "neutral", mark: "dashed", meaning: "Twilio has not said anything about it." },
  queued: { label: "Queued at Twilio", tone: "neutral", mark: "ring", meaning: "Waits in the sender’s queue at Twilio." },
  sending: { label: "Leaving Twilio", tone: "progress", mark: "beat", meaning: "Twilio is handing it to WhatsApp." },
  sent: { label: "Sent", tone: "progress", mark: "arrow", meaning: "WhatsApp took it. The phone has not got it yet." },
  canceled: { label: "Cancelled at Twilio", tone: "neutral", mark: "slash", meaning: "It was taken back before it left Twilio." },
  undelivered: { label: "Undelivered", tone: "danger", mark: "cross", meaning: "WhatsApp could not deliver it." },
  failed: { label: "Failed", tone: "danger", mark: "cross", meaning: "It did not leave Twilio." },
  delivered: { label: "Delivered", tone: "success", mark: "check", meaning: "It is on the phone." },
  read: { label: "Read", tone: "success", mark: "checks", meaning: "It was opened. People who switched read receipts off never show here." },
};

/** The sentence beside each count of people who were left out, and what changes it. */
export const SUPPRESSION_SENTENCE: Record<SuppressionReason, { label: string; sentence: string }> = {
  opted_out: { label: "Opted out", sentence: "They asked not to be written to." },
  no_consent: { label: "No consent", sentence: "No consent is on record for them. Import it with its date and source, then launch again." },
  us_marketing: { label: "Marketing to the US", sentence: "WhatsApp does not deliver marketing templates to numbers in the United States. (63049)" },
  not_joined: { label: "Not in the sandbox", sentence: "The sandbox only reaches people who joined it in the last 72 hours. They join by sending the join words to the sandbox number." },
  variable_missing: { label: "Variable empty", sentence: "A variable had no value for them and no fallback." },
  no_sender: { label: "No sender", sentence: "No sender of the campaign could take them." },
};

export function SendingBadge({ state, quiet }: { state: SendingState; quiet?: boolean }) {
  return <Badge look={SENDING_LOOK[state]} quiet={quiet} />;
}

export function DeliveryBadge({ state, quiet }: { state: DeliveryState; quiet?: boolean }) {
  return <Badge look={DELIVERY_LOOK[state]} quiet={quiet} />;
}
