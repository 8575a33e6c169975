/** The circuit breaker: when what fails is no person's own fault and fails too often, nobody else is written to before a person has looked. */
import { DROP_RECIPIENT, RETRY_LATER, SUPPRESS_ALL, SUPPRESS_MARKETING } from "./reaction.ts";

/** How far back reports are counted, in seconds. */
export const STORM_WINDOW_SECONDS = 60;
/** So few failures may be chance. REASON: no more than fifty people are to be lost to one cause, and reports of what left meanwhile are on their way. */
export const STORM_FAILED_MIN = 20;
/** The share of what arrived or failed in that time. REASON: when more fails than arrives, going on does more harm than waiting. */
export const STORM_SHARE = 0.5;

/** Limits of WhatsApp that concern the person, or the pace, and have a reaction of their own. */
const OWN_LIMITS = [63018, 63049];

/** Codes that say something of one person, or that pass: they are no storm, however many there are. Every other one counts, also one that nobody knows, and none at all. */
export const PERSONAL_CODES: number[] = [...DROP_RECIPIENT, ...SUPPRESS_ALL, ...SUPPRESS_MARKETING, ...Object.keys(RETRY_LATER).map(Number), ...OWN_LIMITS];

/** What was reported of one sender's messages of a campaign. */
export type SenderReports = { senderId: string; arrived: number; failed: number };

/** What to hold: the senders that fail while others do not, or the campaign. */
export type Trip = { kind: "campaign"; arrived: number; failed: number } | { kind: "senders"; senders: SenderReports[] };

/** Null while it may go on. */
export function tripOf(reports: SenderReports[]): Trip | null {
  const stormy = reports.filter(isStormy);
  const calm = reports.filter((each) => !isStormy(each) && each.arrived > each.failed);
  if (stormy.length > 0 && calm.length > 0) return { kind: "senders", senders: stormy };
  const whole = { arrived: sumOf(reports, "arrived"), failed: sumOf(reports, "failed") };
  return isStormy(whole) ? { kind: "campaign", ...whole } : null;
}

function isStormy({ arrived, failed }: { arrived: number; failed: number }): boolean {
  return failed >= STORM_FAILED_MIN && failed > STORM_SHARE * (failed + Math.max(0, arrived));
}

function sumOf(reports: SenderReports[], what: "arrived" | "failed"): number {
  return reports.reduce((sum, each) => sum + each[what], 0);
}
