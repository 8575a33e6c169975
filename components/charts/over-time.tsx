/** Numbers over time: lines for rates and levels, stacked areas for parts of a whole. Zero is always at the foot. */
import type { ReactNode } from "react";
import { formatNumber } from "#components/ui/number-format.ts";
import { AbsoluteTime } from "#components/ui/time.tsx";
import { ChartFrame, type ChartTable } from "./chart-frame.tsx";
import type { DrawnPoint, Series, TimePoint } from "./series.ts";
import { TimeChart, type TimeChartProps } from "./time-chart.tsx";

/** Rows of the table twin; what is older than these is left to the chart and said below the table. */
const TABLE_ROWS_MAX = 120;
const HEIGHT = 220;

export type OverTimeProps = {
  /** The question: “Delivered per hour, last 24 h”. */
  title: string;
  /** The answer, as a sentence. */
  finding: ReactNode;
  series: Series[];
  points: TimePoint[];
  /** In the tooltip, behind the number: “per s”. */
  unit?: string;
  height?: number;
  /** What is said while there are no points. */
  emptyText: string;
  loading?: boolean;
  decimals?: number;
};

export function LineOverTime(props: OverTimeProps) {
  return <OverTime {...props} shape="line" />;
}

/** Each point is a bucket that lasts until the next one; `bucketMs` is its length. */
export function StackedOverTime({ bucketMs, ...props }: OverTimeProps & { bucketMs: number }) {
  return <OverTime {...props} shape="stack" bucketMs={bucketMs} />;
}

export type RateChartProps = {
  title: string;
  finding: ReactNode;
  /** One per step: how many left per second in it. */
  points: { at: Date | string | number; accepted: number | null }[];
  /** Configured messages per second. */
  configured: number;
  /** How long each point lasts; it holds the mean of that time. */
  stepMs?: number;
  height?: number;
  emptyText?: string;
  loading?: boolean;
};

/** Achieved against configured messages per second: a step for every second, a line at the limit. */
export function RateChart({ points, configured, stepMs = 1_000, emptyText = "Nothing was sent in this time.", ...props }: RateChartProps) {
  const series: Series[] = [{ key: "accepted", name: "Achieved", color: "chart-1" }];
  return (
    <OverTime
      {...props}
      emptyText={emptyText}
      series={series}
      points={points.map((point) => ({ at: point.at, values: { accepted: point.accepted } }))}
      unit="per s"
      shape="steps"
      bucketMs={stepMs}
      limit={{ value: configured, label: `${formatNumber(configured, 2)} per s configured` }}
      decimals={1}
    />
  );
}

type AnyOverTimeProps = OverTimeProps & Pick<TimeChartProps, "shape" | "bucketMs" | "limit">;

function OverTime({ title, finding, series, points, unit, height = HEIGHT, emptyText, loading = false, decimals = 0, ...drawing }: AnyOverTimeProps) {
  const drawn = points.map((point) => ({ at: new Date(point.at).getTime(), values: point.values }));
  const absence = loading ? ({ kind: "loading", text: "Loading the numbers…" } as const) : points.length === 0 ? ({ kind: "empty", text: emptyText } as const) : null;
  return (
    <ChartFrame title={title} finding={finding} series={series} swatch={drawing.shape === "line" ? "line" : "area"} height={height} absence={absence} table={tableOf({ series, points: drawn, unit, decimals })}>
      <TimeChart label={title} series={series} points={drawn} unit={unit} decimals={decimals} {...drawing} />
    </ChartFrame>
  );
}

type Tabled = { series: Series[]; points: DrawnPoint[]; unit?: string; decimals: number };

function tableOf({ series, points, unit, decimals }: Tabled): ChartTable {
  const shown = points.slice(-TABLE_ROWS_MAX);
  const cell = (value: number | null | undefined) => (value === null || value === undefined ? "–" : formatNumber(value, decimals));
  return {
    columns: ["Time", ...series.map((one) => (unit ? `${one.name} (${unit})` : one.name))],
    rows: shown.map((point) => ({
      key: String(point.at),
      cells: [<AbsoluteTime key="at" at={point.at} form="long" />, ...series.map((one) => cell(point.values[one.key]))],
    })),
    note: points.length > shown.length ? `The last ${formatNumber(shown.length)} of ${formatNumber(points.length)} points.` : undefined,
  };
}
