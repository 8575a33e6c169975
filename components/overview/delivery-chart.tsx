/** What Twilio reported back lately. Each line counts messages once; the lines are never added up. */
import { LineOverTime } from "#components/charts/over-time.tsx";
import type { Series } from "#components/charts/series.ts";
import { formatNumber } from "#components/ui/number-format.ts";
import { deliveryView, isQuiet, type DeliveryStep } from "#lib/domain/delivery-steps.ts";

const SERIES: Series[] = [
  { key: "accepted", name: "Accepted", color: "progress", dash: "dotted" },
  { key: "delivered", name: "Delivered", color: "success" },
  { key: "read", name: "Read", color: "chart-3", dash: "dashed" },
  { key: "failed", name: "Failed", color: "danger", dash: "dotted" },
];

/** `minutes`: six hours in steps of one minute. */
export function DeliveryChart({ minutes }: { minutes: DeliveryStep[] }) {
  const { steps, span } = deliveryView(minutes);
  const when = span === "hour" ? "the last hour" : "the last 6 hours";
  const total = (key: "accepted" | "delivered" | "failed") => formatNumber(minutes.reduce((sum, step) => sum + step[key], 0));
  const quiet = steps.every(isQuiet);
  return (
    <LineOverTime
      title={span === "hour" ? "Delivery per minute, last hour" : "Delivery per 10 minutes, last 6 hours"}
      finding={quiet ? `Nothing was sent and nothing came back in ${when}.` : `In ${when}, ${total("accepted")} were accepted, ${total("delivered")} arrived and ${total("failed")} failed.`}
      series={SERIES}
      points={quiet ? [] : steps.map(({ at, ...values }) => ({ at, values }))}
      emptyText="The lines appear when a campaign runs and Twilio reports back."
    />
  );
}
