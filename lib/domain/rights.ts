/** What a person may do in an account: each right with the least role that brings it. A right is never asked for by the role. */
import { roleIncludes, type Role } from "./states.ts";

const LEAST_ROLE = {
  /** Reports, templates, senders, people with their numbers masked. */
  "account.see": "analyst",
  /** Whole phone numbers, and files that hold them. */
  "numbers.see": "marketer",
  "campaign.compose": "marketer",
  /** Sends to people who would not have got anything: at once, or at a time that is set. */
  "campaign.launch": "marketer",
  /** Pauses, resumes and cancels what was launched. */
  "campaign.steer": "marketer",
  /** Is the second person to a launch that somebody may not do alone. */
  "campaign.approve": "admin",
  "audience.change": "marketer",
  "opt-out.change": "marketer",
  /** Says of a message that nobody can tell whether it was sent, or sends it once more. */
  "doubt.resolve": "marketer",
  "account.sync": "marketer",
  "sender.stop": "marketer",
  "sender.change": "admin",
  "account.change": "admin",
  /** Who else may come in here, and what they may do. */
  "access.change": "admin",
  /** Who changed what here, and when. */
  "record.see": "admin",
  /** What error codes mean, for every account of this installation. */
  "catalogue.change": "admin",
} as const satisfies Record<string, Role>;

export type Right = keyof typeof LEAST_ROLE;

/** In the order in which people are shown them. */
export const RIGHTS = Object.keys(LEAST_ROLE) as readonly Right[];

/** Who may not even look is no member. */
export const NEVER_WITHHELD: Right = "account.see";

/** Everything that a role may do, less what is withheld from one person. A right that the role does not bring cannot be added: that takes another role. */
export function rightsOf(role: Role, withheld: readonly string[] = []): ReadonlySet<Right> {
  return new Set(RIGHTS.filter((right) => roleIncludes(role, LEAST_ROLE[right]) && (right === NEVER_WITHHELD || !withheld.includes(right))));
}

/** The rights that a role brings and that can be withheld, of those that somebody named; in the order of `RIGHTS`. */
export function withheldFrom(role: Role, named: readonly string[]): Right[] {
  return RIGHTS.filter((right) => right !== NEVER_WITHHELD && roleIncludes(role, LEAST_ROLE[right]) && named.includes(right));
}

/** What each right is called, in the words of a sentence that begins with "may". */
export const RIGHT_WORDS: Record<Right, string> = {
  "account.see": "see reports, templates and senders",
  "numbers.see": "see whole phone numbers",
  "campaign.compose": "compose campaigns",
  "campaign.launch": "launch and schedule",
  "campaign.steer": "pause, resume and cancel",
  "campaign.approve": "approve launches that others ask for",
  "audience.change": "import people and change lists",
  "opt-out.change": "opt people out and in again",
  "doubt.resolve": "decide what nobody can tell was sent",
  "account.sync": "ask Twilio for changes",
  "sender.stop": "stop all senders",
  "sender.change": "set rates and let senders go on",
  "account.change": "change the account’s settings",
  "access.change": "invite people and change their rights",
  "record.see": "read who changed what",
  "catalogue.change": "change what error codes mean",
};
