/** What is said of a comparison of both books, and when one that failed is tried again. */
import type { AuditProblem } from "./sender-audit.ts";

export type AuditCounts = {
  theirs: number;
  ours: number;
  theirsUnmatched: number;
  oursUnmatched: number;
  mended: number;
  unreadable: number;
};

/** How long a comparison that could not go on is left alone, in seconds: doubled each time, up to the most. */
const WAIT_SECONDS = 60;
const WAIT_SECONDS_MAX = 3_600;
/** So many times in a row, over about a day. After that the day is given up. */
const FAILURES_MAX = 30;
/** A person hears of it after so many. */
export const TOLD_AFTER_FAILURES = 3;

/** When it is tried again after so many failures in a row, or null when it is given up. */
export function nextTry(failures: number, now: Date): Date | null {
  if (failures >= FAILURES_MAX) return null;
  return new Date(now.getTime() + Math.min(WAIT_SECONDS_MAX, WAIT_SECONDS * 2 ** Math.max(0, failures - 1)) * 1000);
}

/** Whether a person should look at it: what was made up for needs nobody. */
export function booksDiffer({ theirsUnmatched, oursUnmatched }: Pick<AuditCounts, "theirsUnmatched" | "oursUnmatched">): boolean {
  return theirsUnmatched + oursUnmatched > 0;
}

/** What a whole comparison found, in sentences without numbers of phones. */
export function auditSentence(counts: AuditCounts): string {
  const { theirs, ours, theirsUnmatched, oursUnmatched, mended, unreadable } = counts;
  const sentences = [
    theirsUnmatched > 0 && `Twilio lists ${messages(theirsUnmatched)} that ${theirsUnmatched === 1 ? "matches" : "match"} none of ours.`,
    oursUnmatched > 0 && `Twilio no longer has ${messages(oursUnmatched)} that it had taken from us.`,
    !booksDiffer(counts) && (theirs === 0 && ours === 0 ? "Both books are empty." : `Both books agree on ${messages(Math.max(theirs, ours))}.`),
    mended > 0 && `Twilio’s list told what had become of ${messages(mended)}.`,
    unreadable > 0 && `${number(unreadable)} ${unreadable === 1 ? "entry" : "entries"} of Twilio’s list could not be read.`,
  ];
  return sentences.filter((sentence) => sentence !== false).join(" ");
}

/** Why the books could not be compared. */
export const PROBLEM_SENTENCE: Record<AuditProblem, string> = {
  sealed: "The credentials of this account do not open with this installation’s key. An admin connects the account again with npm run connect.",
  refused: "Twilio refuses the credentials of this account. An admin connects it again with npm run connect.",
  unreachable: "Twilio could not be reached.",
  throttled: "Twilio was asked too much at once.",
  broken: "Twilio’s list could not be read.",
  endless: "Twilio’s list had no end that could be found.",
};

function messages(count: number): string {
  return `${number(count)} ${count === 1 ? "message" : "messages"}`;
}

function number(value: number): string {
  return value.toLocaleString("en-US");
}
