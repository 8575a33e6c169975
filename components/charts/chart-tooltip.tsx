/** The numbers at one moment of a chart. */
import { formatNumber } from "#components/ui/number-format.ts";
import type { Series } from "./series.ts";
import { Swatch } from "./swatch.tsx";

type ChartTooltipProps = {
  series: Series[];
  unit?: string;
  decimals: number;
  bucketMs: number;
  /** Given by the chart. */
  active?: boolean;
  label?: number | string;
  payload?: readonly { dataKey?: unknown; value?: unknown }[];
};

const MINUTE_MS = 60_000;

export function ChartTooltip({ series, unit, decimals, bucketMs, active = false, label, payload = [] }: ChartTooltipProps) {
  if (!active || typeof label !== "number") return null;
  const valueOf = (key: string) => payload.find((entry) => entry.dataKey === key)?.value;
  return (
    <div className="min-w-36 rounded-control border border-line bg-raised px-3 py-2 shadow-float">
      <p className="mb-1 text-ink-soft">{momentOf(label, bucketMs)}</p>
      <ul className="flex flex-col gap-0.5">
        {series.map((one) => (
          <li key={one.key} className="flex items-center gap-2">
            <Swatch series={one} shape={one.texture ? "area" : "line"} />
            <span className="flex-1 pr-4">{one.name}</span>
            <span className="font-strong">{amountOf(valueOf(one.key), decimals)}</span>
            {unit && <span className="text-ink-soft">{unit}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function amountOf(value: unknown, decimals: number): string {
  return typeof value === "number" ? formatNumber(value, decimals) : "–";
}

function momentOf(at: number, bucketMs: number): string {
  const seconds = bucketMs > 0 && bucketMs < MINUTE_MS ? ({ second: "2-digit" } as const) : {};
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", ...seconds, hourCycle: "h23", timeZoneName: "short" }).format(at);
}
