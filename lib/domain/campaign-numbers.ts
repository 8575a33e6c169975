/** What the counters of a campaign mean, and what follows from them. Every number counts messages; none is ever added to another kind. */
import { SUPPRESSION_REASONS, type SuppressionReason } from "./states.ts";

export type CampaignTotals = {
  /** Frozen at launch: people of the audience, those for whom a message was queued, and the rest by reason. */
  audience: number;
  queued: number;
  suppressedAtLaunch: Partial<Record<SuppressionReason, number>>;
  /** What became of the queued ones since. */
  accepted: number;
  rejected: number;
  unknown: number;
  cancelled: number;
  expired: number;
  suppressedSince: number;
  /** Current delivery states, as Twilio's callbacks say. A message that was read is no longer counted as delivered. */
  sent: number;
  delivered: number;
  read: number;
  undelivered: number;
  failed: number;
};

/** Messages that are settled one way or another. */
export function settledOf(totals: CampaignTotals): number {
  return totals.accepted + totals.rejected + totals.unknown + totals.cancelled + totals.expired + totals.suppressedSince;
}

/** Messages that are queued or being handed over now. */
export function waitingOf(totals: CampaignTotals): number {
  return Math.max(0, totals.queued - settledOf(totals));
}

/** Messages that left: Twilio took them, or may have. */
export function sentOf(totals: CampaignTotals): number {
  return totals.accepted + totals.unknown;
}

/** Messages that are on a phone, read or not. */
export function reachedPhoneOf(totals: Pick<CampaignTotals, "delivered" | "read">): number {
  return totals.delivered + totals.read;
}

/** Accepted messages that did not reach the phone and will not. */
export function failedOf(totals: Pick<CampaignTotals, "undelivered" | "failed">): number {
  return totals.undelivered + totals.failed;
}

/** Accepted messages of which nothing final is known: on their way, or for ever "sent" because the person blocked the business. */
export function noReportOf(totals: CampaignTotals): number {
  return Math.max(0, totals.accepted - reachedPhoneOf(totals) - failedOf(totals));
}

/** People left out at launch, in all. */
export function leftOutOf(suppressed: Partial<Record<SuppressionReason, number>>): number {
  return Object.values(suppressed).reduce((sum, people) => sum + people, 0);
}

export type LeftOut = { reason: SuppressionReason; people: number };

/** Why people were left out, most first; those who opted out after the launch count among the opted out. */
export function leftOutByReason(totals: Pick<CampaignTotals, "suppressedAtLaunch" | "suppressedSince">): LeftOut[] {
  const people = (reason: SuppressionReason) => (totals.suppressedAtLaunch[reason] ?? 0) + (reason === "opted_out" ? totals.suppressedSince : 0);
  return SUPPRESSION_REASONS.map((reason) => ({ reason, people: people(reason) }))
    .filter((entry) => entry.people > 0)
    .sort((a, b) => b.people - a.people);
}
