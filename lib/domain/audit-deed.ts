/** What each line of the audit says, in words that go on from a name: “Ana” “launched a campaign”. */

const DEEDS: Record<string, string> = {
  "account.approve-above-set": "changed when a second person is needed",
  "account.connected": "connected the account to Twilio",
  "account.let-go": "let the senders go on",
  "account.retry-unconfirmed-set": "changed what happens to lost answers",
  "account.stopped": "stopped all senders",
  "account.sync-ordered": "asked Twilio for changes",
  "campaign.cancelled": "cancelled a campaign",
  "campaign.changed": "changed a draft",
  "campaign.completed": "closed a campaign",
  "campaign.created": "started a draft",
  "campaign.discarded": "discarded a draft",
  "campaign.held": "held a campaign",
  "campaign.launched": "launched a campaign",
  "campaign.paused": "paused a campaign",
  "campaign.resumed": "resumed a campaign",
  "campaign.scheduled": "scheduled a campaign",
  "campaign.unscheduled": "made a scheduled campaign a draft again",
  "contact.opt-out-lifted": "lifted an opt-out",
  "contact.opted-out": "opted somebody out",
  "engine.cleared": "let the account send again after a look",
  "import.arrived": "uploaded a file of contacts",
  "import.begun": "began an upload",
  "import.discarded": "discarded an import",
  "import.failed": "could not finish an import",
  "import.finished": "finished an import",
  "import.started": "started an import",
  "invitation.accepted": "came in by an invitation",
  "invitation.made": "invited somebody",
  "invitation.revoked": "took an invitation back",
  "launch.approved": "approved a launch",
  "launch.asked-for": "asked for a launch",
  "launch.declined": "declined a launch",
  "launch.taken-back": "took the question for a launch back",
  "list.created": "made a list",
  "list.deleted": "deleted a list",
  "list.renamed": "renamed a list",
  "member.changed": "changed what somebody may do",
  "member.removed": "removed somebody",
  "message.assumed-sent": "took messages for sent",
  "message.released": "sent messages once more",
  "sender.held": "held a sender",
  "sender.hold-lifted": "let a sender go on",
  "sender.rate-set": "changed a sender’s rate",
  "sender.rest-ended": "ended a sender’s rest",
};

/** An action that this list does not know is said as it is. */
export function deedOf(action: string): string {
  return DEEDS[action] ?? action.replaceAll(/[.-]/g, " ");
}

/** What the record can be narrowed to: the first word of an action, and what it is called. */
export const DEED_NOUNS = {
  account: "Account",
  campaign: "Campaigns",
  contact: "People",
  import: "Imports",
  invitation: "Invitations",
  launch: "Approvals",
  list: "Lists",
  member: "Rights",
  message: "Messages",
  sender: "Senders",
} as const;
export type DeedNoun = keyof typeof DEED_NOUNS;
export const isDeedNoun = (text: unknown): text is DeedNoun => typeof text === "string" && Object.hasOwn(DEED_NOUNS, text);

/** The details as one line: “people 100, before analyst, after marketer”. What stands there holds no secret and no phone number. */
export function detailText(detail: Record<string, unknown>): string {
  return Object.entries(detail)
    .filter(([, value]) => !isEmpty(value))
    .map(([name, value]) => `${wordsOf(name)} ${valueText(value)}`)
    .join(", ");
}

function isEmpty(value: unknown): boolean {
  return value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueText).join(" and ");
  if (typeof value === "object" && value !== null) return `(${detailText(value as Record<string, unknown>)})`;
  return String(value);
}

/** `recipientsMax` is “recipients max”, and `opted_out` “opted out”. */
function wordsOf(name: string): string {
  return name.replaceAll(/([a-z])([A-Z])/g, "$1 $2").replaceAll("_", " ").toLowerCase();
}
