/** Everybody of a campaign's audience, stage by stage: at which point how many dropped out, and why. Adds up to the audience. */
import type { FunnelLoss, FunnelStage } from "#components/charts/funnel-ledger.ts";
import { formatNumber, formatShare } from "#components/ui/number-format.ts";
import { failedOf, leftOutByReason, noReportOf, reachedPhoneOf, waitingOf, type CampaignTotals } from "#lib/domain/campaign-numbers.ts";
import type { SuppressionReason } from "#lib/domain/states.ts";
import { leftOutLook } from "./audience-parts.tsx";
import type { RecipientView } from "./recipient-filter.tsx";

type HrefOf = (view: RecipientView, why?: SuppressionReason | null) => string;

/** From the frozen audience to those who are known to have read it. `hrefOf` leads to the people behind a number. */
export function attritionOf(totals: CampaignTotals, hrefOf: HrefOf): FunnelStage[] {
  const reached = reachedPhoneOf(totals);
  return [
    { key: "audience", name: "In the audience", count: totals.audience, href: hrefOf("all"), color: "chart-4", losses: leftOutLosses(totals, hrefOf) },
    { key: "queued", name: "A message was queued for them", count: totals.queued, color: "chart-1", losses: unsentLosses(totals, hrefOf) },
    {
      key: "accepted",
      name: "Accepted by Twilio",
      count: totals.accepted,
      href: hrefOf("accepted"),
      color: "progress",
      losses: some([
        { key: "failed", name: "Failed on the way", count: failedOf(totals), href: hrefOf("failed"), color: "danger" },
        { key: "no-report", name: "No final report yet: a phone that is off, or somebody who blocked you", count: noReportOf(totals), href: hrefOf("no-report"), color: "neutral", texture: "hatched" },
      ]),
    },
    {
      key: "delivered",
      name: "Delivered to the phone",
      count: reached,
      href: hrefOf("delivered"),
      color: "success",
      losses: some([{ key: "unread", name: "Not known to have read it: not opened, or read receipts are off", count: reached - totals.read, color: "neutral", texture: "light" }]),
    },
    { key: "read", name: "Known to have read it", count: totals.read, href: hrefOf("read"), color: "chart-3" },
  ];
}

/** The sentence above the ledger. */
export function attritionInWords(totals: CampaignTotals): string {
  const reached = reachedPhoneOf(totals);
  const share = formatShare(reached, totals.audience);
  return share === null ? "Nobody was on the list." : `${formatNumber(reached)} of ${formatNumber(totals.audience)} people on the list have it on their phone (${share}). The list is the one at the moment of the launch.`;
}

function leftOutLosses(totals: CampaignTotals, hrefOf: HrefOf): FunnelLoss[] {
  return leftOutByReason({ ...totals, suppressedSince: 0 }).map(({ reason, people }) => ({ key: reason, count: people, href: hrefOf("left-out", reason), ...leftOutLook(reason) }));
}

function unsentLosses(totals: CampaignTotals, hrefOf: HrefOf): FunnelLoss[] {
  return some([
    { key: "waiting", name: "Still to go", count: waitingOf(totals), href: hrefOf("waiting"), color: "neutral", texture: "light" },
    { key: "unknown", name: "Unknown: may have been sent", count: totals.unknown, href: hrefOf("unknown"), color: "unknown", texture: "dotted" },
    { key: "rejected", name: "Refused by Twilio", count: totals.rejected, href: hrefOf("rejected"), color: "danger", texture: "hatched" },
    { key: "expired", name: "Not sent in time", count: totals.expired, href: hrefOf("expired"), color: "warning", texture: "hatched" },
    { key: "cancelled", name: "Cancelled before their turn", count: totals.cancelled, href: hrefOf("cancelled"), color: "neutral", texture: "hatched" },
    { key: "opted-out-since", name: "Opted out before their turn", count: totals.suppressedSince, href: hrefOf("left-out", "opted_out"), color: "neutral", texture: "dotted" },
  ]);
}

function some(losses: FunnelLoss[]): FunnelLoss[] {
  return losses.filter(({ count }) => count > 0);
}
