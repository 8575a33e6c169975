/** Numbers over time: lines for rates and levels, stacked areas for parts of a whole. Zero is always at the foot. */
import type { ReactNode } from "react";
import { formatNumber } from "#components/ui/number-format.ts";
import { absenceOf } from "./chart-absence.tsx";
import { ChartFrame } from "./chart-frame.tsx";
import { GapSentences } from "./gap-sentences.tsx";
import type { Series, TimePoint } from "./series.ts";
import { TimeChart, type TimeChartProps } from "./time-chart.tsx";
import { drawnGaps, drawnPoints, type TimeGap } from "./time-points.ts";
import { TimeTwin } from "./time-twin.tsx";

const HEIGHT = 220;

export type OverTimeProps = {
  /** The question: “Delivered per hour, last 24 h”. */
  title: string;
  /** The answer, as a sentence. */
  finding: ReactNode;
  /** The numbers and the sentence change while somebody looks. */
  live?: boolean;
  series: Series[];
  points: TimePoint[];
  /** Times without numbers, and why. */
  gaps?: TimeGap[];
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
  /** The numbers and the sentence change while somebody looks. */
  live?: boolean;
  /** One per step: how many left per second in it. */
  points: { at: Date | string | number; accepted: number | null }[];
  /** Configured messages per second. */
  configured: number;
  /** Times without numbers, and why. */
  gaps?: TimeGap[];
  /** How long each point lasts; it holds the mean of that time. */
  stepMs?: number;
  height?: number;
  emptyText?: string;
  loading?: boolean;
};

/** Below this share of the limit, the limit would press all that was achieved onto the foot of the chart. */
const LIMIT_IN_SIGHT = 0.2;

/** Achieved against configured messages per second: a step for every second, a line at the limit where it is in sight. The sentence should name the limit. */
export function RateChart({ points, configured, stepMs = 1_000, emptyText = "Nothing was sent in this time.", ...props }: RateChartProps) {
  const series: Series[] = [{ key: "accepted", name: "Achieved", color: "chart-1" }];
  const most = points.reduce((highest, point) => Math.max(highest, point.accepted ?? 0), 0);
  return (
    <OverTime
      {...props}
      emptyText={emptyText}
      series={series}
      points={points.map((point) => ({ at: point.at, values: { accepted: point.accepted } }))}
      unit="per s"
      shape="steps"
      bucketMs={stepMs}
      limit={most >= configured * LIMIT_IN_SIGHT ? { value: configured, label: `${formatNumber(configured, 2)} per s configured` } : undefined}
      decimals={1}
    />
  );
}

type AnyOverTimeProps = OverTimeProps & Pick<TimeChartProps, "shape" | "bucketMs" | "limit">;

function OverTime({ title, finding, live, series, points, gaps = [], unit, height = HEIGHT, emptyText, loading = false, decimals = 0, ...drawing }: AnyOverTimeProps) {
  const silences = drawnGaps(gaps);
  // One array for the drawing and for its table: what is the same object is sent to the browser once.
  const shown = { series, points: loading ? [] : drawnPoints(points, silences), gaps: silences, unit, decimals };
  return (
    <ChartFrame
      title={title}
      finding={finding}
      live={live}
      remarks={silences.length > 0 && <GapSentences gaps={silences} />}
      series={series}
      swatch={drawing.shape === "line" ? "line" : "area"}
      height={height}
      absence={absenceOf({ loading, empty: points.length === 0, emptyText })}
      twin={<TimeTwin title={title} {...shown} />}
    >
      <TimeChart label={title} {...shown} {...drawing} />
    </ChartFrame>
  );
}
