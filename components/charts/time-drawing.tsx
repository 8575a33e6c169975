/** The drawn part of a chart over time. Nothing moves by itself, and nothing is smoothed. Only `time-chart.tsx` may load it, because Recharts comes along. */
import { useId, useMemo, useState } from "react";
import { CartesianGrid, ComposedChart, ReferenceArea, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { ChartPatterns, gapPaint } from "./chart-patterns.tsx";
import { ChartTooltip } from "./chart-tooltip.tsx";
import { niceScale } from "./nice-scale.ts";
import type { DrawnPoint, Series } from "./series.ts";
import { drawnSeries } from "./time-marks.tsx";
import { areaOf, highest, rowsOf, spanOf, ticksOf } from "./time-layout.ts";
import type { DrawnGap } from "./time-points.ts";
import { hasSeconds, tickWriter } from "./time-ticks.ts";

const MARGIN = { top: 8, right: 20, bottom: 0, left: 0 };
/** Half of a moment with seconds, so that the last one is not cut. */
const WIDE_MARGIN = { ...MARGIN, right: 30 };
const TICK = { fill: "var(--color-ink-soft)", fontSize: 13 };
const COMPACT = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 2 });
/** So much of the limit is free above it, for its name to stand clear of what is drawn. */
const LIMIT_HEADROOM = 1.3;
/** Words on the drawing keep a rim of the ground, so that lines behind them do not cross them out. */
const LABEL = { fill: "var(--color-ink-soft)", fontSize: 13, style: { paintOrder: "stroke", stroke: "var(--color-surface)", strokeWidth: 4 } };

export type TimeDrawingProps = {
  label: string;
  series: Series[];
  points: DrawnPoint[];
  gaps: DrawnGap[];
  zone: string;
  /** `line` joins points; `steps` holds a value for as long as its bucket lasts; `stack` is a bar per bucket. */
  shape: "line" | "steps" | "stack";
  /** Length of a bucket, for steps and stacks. */
  bucketMs?: number;
  limit?: { value: number; label: string };
  unit?: string;
  decimals?: number;
};

export function TimeDrawing(props: TimeDrawingProps) {
  const { label, series, shape, bucketMs = 0, gaps, limit, unit, decimals = 0, zone } = props;
  const id = useId().replaceAll(/[^a-zA-Z0-9]/g, "");
  const [width, setWidth] = useState(0);
  const rows = useMemo(() => rowsOf({ points: props.points, gaps, shape, bucketMs, series }), [props.points, gaps, shape, bucketMs, series]);
  const span = spanOf(rows, bucketMs);
  const ticks = ticksOf(rows, { shape, bucketMs, zone, width, span });
  const top = niceScale(Math.max(highest(rows, { shape, series }), limit ? limit.value * LIMIT_HEADROOM : 0), decimals === 0);
  const axis = shape === "stack" ? ({ type: "category" } as const) : ({ type: "number", scale: "time", domain: [span.from, span.to] } as const);
  return (
    <ResponsiveContainer width="100%" height="100%" onResize={setWidth}>
      <ComposedChart data={rows.map((row) => ({ at: row.at, ...row.values }))} margin={hasSeconds(ticks) ? WIDE_MARGIN : MARGIN} barCategoryGap={rows.length > 80 ? 0 : 1} accessibilityLayer title={label} className="[&_.recharts-surface]:rounded-control">
        <ChartPatterns id={id} series={series} />
        <CartesianGrid vertical={false} stroke="var(--color-grid)" />
        {gaps.map((gap) => {
          const area = areaOf(gap, rows, shape);
          return area && <ReferenceArea key={gap.from} {...area} fill={gapPaint(id)} fillOpacity={1} stroke="none" ifOverflow="hidden" />;
        })}
        <XAxis dataKey="at" {...axis} ticks={ticks} tickFormatter={tickWriter(ticks, zone)} tick={TICK} tickLine={false} axisLine={{ stroke: "var(--color-control)" }} height={28} tickMargin={8} interval={0} />
        <YAxis width="auto" domain={[0, top.at(-1) ?? 1]} ticks={top} tickFormatter={(value: number) => COMPACT.format(value)} tick={TICK} tickLine={false} axisLine={false} />
        <Tooltip isAnimationActive={false} filterNull={false} cursor={{ stroke: "var(--color-control)" }} content={<ChartTooltip series={series} gaps={gaps} unit={unit} decimals={decimals} bucketMs={bucketMs} zone={zone} />} />
        {series.map((one) => drawnSeries(one, { shape, id, rows }))}
        {limit && <ReferenceLine y={limit.value} stroke="var(--color-ink-soft)" strokeDasharray="2 3" strokeWidth={1.5} label={{ ...LABEL, value: limit.label, position: "insideBottomRight", offset: 8 }} />}
      </ComposedChart>
    </ResponsiveContainer>
  );
}
