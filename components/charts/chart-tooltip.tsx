/** The numbers at one moment of a chart. */
import { formatNumber } from "#components/ui/number-format.ts";
import { momentWriter } from "./moment-writer.ts";
import type { Series } from "./series.ts";
import { Swatch } from "./swatch.tsx";
import { reasonAt, type DrawnGap } from "./time-points.ts";

type ChartTooltipProps = {
  series: Series[];
  unit?: string;
  decimals: number;
  bucketMs: number;
  gaps: DrawnGap[];
  zone: string;
  /** Given by the chart. */
  active?: boolean;
  label?: number | string;
  payload?: readonly { dataKey?: unknown; value?: unknown }[];
};

const MINUTE_MS = 60_000;

export function ChartTooltip({ series, unit, decimals, bucketMs, gaps, zone, active = false, label, payload = [] }: ChartTooltipProps) {
  if (!active || typeof label !== "number") return null;
  const valueOf = (key: string) => payload.find((entry) => entry.dataKey === key)?.value;
  const reason = reasonAt(label, gaps);
  return (
    <div className="max-w-72 min-w-36 rounded-control border border-line bg-raised px-3 py-2 shadow-float">
      <p className="mb-1 text-ink-soft">{momentWriter(zone, { seconds: bucketMs > 0 && bucketMs < MINUTE_MS, zoneName: true })(label)}</p>
      <ul className="flex flex-col gap-0.5">
        {series.map((one) => (
          <li key={one.key} className="flex items-center gap-2">
            <Swatch series={one} shape={one.texture ? "area" : "line"} />
            <span dir="auto" className="min-w-0 flex-1 truncate pr-4">{one.name}</span>
            <span className="font-strong">{amountOf(valueOf(one.key), decimals)}</span>
            {unit && <span className="whitespace-nowrap text-ink-soft">{unit}</span>}
          </li>
        ))}
      </ul>
      {reason && <p className="mt-1 whitespace-normal text-ink-soft">No numbers: {reason}.</p>}
    </div>
  );
}

function amountOf(value: unknown, decimals: number): string {
  return typeof value === "number" ? formatNumber(value, decimals) : "–";
}
