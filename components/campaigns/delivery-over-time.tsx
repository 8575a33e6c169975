/** What Twilio accepted and what arrived, counted up since the launch. */
import { LineOverTime } from "#components/charts/over-time.tsx";
import type { Series } from "#components/charts/series.ts";
import { formatNumber, formatShare } from "#components/ui/number-format.ts";
import { failedOf, noReportOf, reachedPhoneOf, type CampaignTotals } from "#lib/domain/campaign-numbers.ts";

export type DeliveryPoint = { at: Date; accepted: number; delivered: number; read: number; failed: number };

const SERIES: Series[] = [
  { key: "accepted", name: "Accepted", color: "progress", dash: "dotted" },
  { key: "delivered", name: "Delivered", color: "success" },
  { key: "read", name: "Read", color: "chart-3", dash: "dashed" },
  { key: "failed", name: "Failed", color: "danger", dash: "dotted" },
];

const NOTHING = { accepted: 0, delivered: 0, read: 0, failed: 0 };

export function DeliveryOverTime({ launchedAt, points, totals, over }: { launchedAt: Date; points: DeliveryPoint[]; totals: CampaignTotals; over: boolean }) {
  const first = points[0];
  const drawn = first && first.at > launchedAt ? [{ at: launchedAt, ...NOTHING }, ...points] : points;
  return (
    <LineOverTime
      title="Delivery since the launch"
      finding={findingOf(totals)}
      live={!over}
      series={SERIES}
      points={drawn.map(({ at, ...values }) => ({ at, values }))}
      height={260}
      emptyText={over ? "It ended before anything was sent." : "The lines appear with the first answers, within seconds of the launch."}
    />
  );
}

function findingOf(totals: CampaignTotals): string {
  const { accepted } = totals;
  if (accepted === 0) return "Nothing was accepted.";
  const reached = reachedPhoneOf(totals);
  const waits = noReportOf(totals);
  const sentences = [
    `${formatNumber(reached)} of ${formatNumber(accepted)} accepted are on the phone (${formatShare(reached, accepted)}).`,
    failedOf(totals) > 0 && `${formatNumber(failedOf(totals))} failed.`,
    waits > 0 && `${formatNumber(waits)} have no final report; that can last, when a phone is off or the person blocked you.`,
  ];
  return sentences.filter(Boolean).join(" ");
}
