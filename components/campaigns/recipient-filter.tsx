/** Which people are shown: one for every number that is not zero, and for the one that is asked for. */
import { TabLinks } from "#components/ui/tab-links.tsx";
import { failedOf, leftOutOf, noReportOf, reachedPhoneOf, waitingOf, type CampaignTotals } from "#lib/domain/campaign-numbers.ts";

export type RecipientView = "all" | "waiting" | "accepted" | "no-report" | "delivered" | "read" | "failed" | "rejected" | "unknown" | "left-out" | "cancelled" | "expired";

export const VIEW_NAME: Record<RecipientView, string> = {
  all: "All",
  waiting: "To go",
  accepted: "Accepted",
  "no-report": "No final report",
  delivered: "Delivered",
  read: "Read",
  failed: "Failed",
  rejected: "Refused",
  unknown: "Unknown",
  "left-out": "Left out",
  cancelled: "Cancelled",
  expired: "Expired",
};

const ORDER: readonly RecipientView[] = ["all", "waiting", "accepted", "no-report", "delivered", "read", "failed", "rejected", "unknown", "left-out", "cancelled", "expired"];
const ALWAYS: readonly RecipientView[] = ["all", "accepted", "delivered", "read", "failed"];

export function countOfView(totals: CampaignTotals, view: RecipientView): number {
  switch (view) {
    case "all":
      return totals.audience;
    case "waiting":
      return waitingOf(totals);
    case "accepted":
      return totals.accepted;
    case "no-report":
      return noReportOf(totals);
    case "delivered":
      return reachedPhoneOf(totals);
    case "read":
      return totals.read;
    case "failed":
      return failedOf(totals);
    case "rejected":
      return totals.rejected;
    case "unknown":
      return totals.unknown;
    case "left-out":
      return leftOutOf(totals.suppressedAtLaunch) + totals.suppressedSince;
    case "cancelled":
      return totals.cancelled;
    case "expired":
      return totals.expired;
  }
}

export function RecipientFilter({ totals, current, hrefOf }: { totals: CampaignTotals; current: RecipientView; hrefOf: (view: RecipientView) => string }) {
  const shown = ORDER.filter((view) => view === current || ALWAYS.includes(view) || countOfView(totals, view) > 0);
  return (
    <div className="border-b border-line">
      <TabLinks label="Show" tabs={shown.map((view) => ({ href: hrefOf(view), label: VIEW_NAME[view], count: countOfView(totals, view), current: view === current }))} />
    </div>
  );
}
