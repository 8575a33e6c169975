"use client";
/** The drawn part of a chart over time. Nothing moves by itself, and nothing is smoothed. */
import { useId, useState } from "react";
import { Area, Bar, CartesianGrid, ComposedChart, Line, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { bucketsAt, unbroken } from "./buckets.ts";
import { ChartPatterns, paintOf } from "./chart-patterns.tsx";
import { ChartTooltip } from "./chart-tooltip.tsx";
import { niceScale } from "./nice-scale.ts";
import { colorVariable, DASH, type DrawnPoint, type Series } from "./series.ts";
import { tickForm, timeTicks } from "./time-ticks.ts";

const MARGIN = { top: 8, right: 12, bottom: 0, left: 0 };
/** Half of a moment with seconds, so that the last one is not cut. */
const WIDE_MARGIN = { ...MARGIN, right: 30 };
const TICK = { fill: "var(--color-ink-soft)", fontSize: 13 };
const TICK_ROOM_PX = 84;
const LABEL_CUT_PX = 12;
const COMPACT = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 2 });

export type TimeChartProps = {
  label: string;
  series: Series[];
  points: DrawnPoint[];
  /** `line` joins points; `steps` holds a value for as long as its bucket lasts; `stack` is a bar per bucket. */
  shape: "line" | "steps" | "stack";
  /** Length of a bucket, for steps and stacks. */
  bucketMs?: number;
  limit?: { value: number; label: string };
  unit?: string;
  decimals?: number;
};

export function TimeChart(props: TimeChartProps) {
  const { label, series, shape, bucketMs = 0, limit, unit, decimals = 0 } = props;
  const id = useId().replaceAll(/[^a-zA-Z0-9]/g, "");
  const [width, setWidth] = useState(0);
  const rows = rowsOf(props);
  const { ticks, form } = momentsOf(rows, props, width);
  const values = niceScale(Math.max(highest(rows, props), limit ? limit.value * 1.15 : 0), decimals === 0);
  const axis = shape === "stack" ? ({ type: "category" } as const) : ({ type: "number", scale: "time", domain: ["dataMin", "dataMax"] } as const);
  return (
    <ResponsiveContainer width="100%" height="100%" onResize={setWidth}>
      <ComposedChart data={rows.map((row) => ({ at: row.at, ...row.values }))} margin={form.resolvedOptions().second ? WIDE_MARGIN : MARGIN} barCategoryGap={rows.length > 80 ? 0 : 1} accessibilityLayer title={label}>
        <ChartPatterns id={id} series={series} />
        <CartesianGrid vertical={false} stroke="var(--color-grid)" />
        <XAxis dataKey="at" {...axis} ticks={ticks} tickFormatter={(at: number) => form.format(at)} tick={TICK} tickLine={false} axisLine={{ stroke: "var(--color-control)" }} height={28} tickMargin={8} interval={0} />
        <YAxis width="auto" domain={[0, values.at(-1) ?? 1]} ticks={values} tickFormatter={(value: number) => COMPACT.format(value)} tick={TICK} tickLine={false} axisLine={false} />
        <Tooltip isAnimationActive={false} cursor={{ stroke: "var(--color-control)" }} content={<ChartTooltip series={series} unit={unit} decimals={decimals} bucketMs={bucketMs} />} />
        {series.map((one) => drawn(one, shape, id))}
        {limit && <ReferenceLine y={limit.value} stroke="var(--color-ink-soft)" strokeDasharray="2 3" strokeWidth={1.5} label={{ value: limit.label, position: "insideBottomRight", fill: "var(--color-ink-soft)", fontSize: 13 }} />}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function drawn(one: Series, shape: TimeChartProps["shape"], id: string) {
  const color = colorVariable(one.color);
  const shared = { dataKey: one.key, name: one.name, stroke: color, isAnimationActive: false };
  const dot = { r: 4, fill: color, stroke: "var(--color-surface)", strokeWidth: 2 };
  switch (shape) {
    case "line":
      return <Line key={one.key} {...shared} type="linear" strokeWidth={2} strokeDasharray={DASH[one.dash ?? "solid"]} dot={false} activeDot={dot} connectNulls={false} />;
    case "steps":
      return <Area key={one.key} {...shared} type="stepAfter" strokeWidth={1.5} fill={color} fillOpacity={0.16} dot={false} activeDot={dot} connectNulls={false} />;
    case "stack":
      return <Bar key={one.key} {...shared} stackId="whole" fill={paintOf(id, one)} strokeWidth={one.texture === undefined || one.texture === "solid" ? 0 : 1} />;
  }
}

/** Bars stand in an unbroken row; steps end where their last bucket does. */
function rowsOf({ points, shape, bucketMs = 0, series }: TimeChartProps): DrawnPoint[] {
  const last = points.at(-1);
  if (shape === "stack") return unbroken(points, bucketMs, series.map((one) => one.key));
  return shape === "steps" && last ? [...points, { at: last.at + bucketMs, values: last.values }] : points;
}

function momentsOf(rows: DrawnPoint[], { shape, bucketMs = 0 }: TimeChartProps, width: number) {
  const span = { from: rows[0]?.at ?? 0, to: rows.at(-1)?.at ?? 0 };
  const most = width === 0 ? 5 : Math.max(3, Math.floor((width - 40) / TICK_ROOM_PX));
  const all = timeTicks(span, most, -new Date(span.to).getTimezoneOffset() * 60_000);
  // At the left end half of a label would be cut.
  const moments = all.length > 2 ? all.filter((at) => at - span.from >= ((span.to - span.from) * LABEL_CUT_PX) / Math.max(width, 1)) : all;
  return { ticks: shape === "stack" ? bucketsAt(rows, moments, bucketMs) : moments, form: new Intl.DateTimeFormat("en-GB", tickForm(moments)) };
}

function highest(rows: DrawnPoint[], { shape, series }: TimeChartProps): number {
  const heights = rows.map((row) => {
    const values = series.map((one) => row.values[one.key] ?? 0);
    return shape === "stack" ? values.reduce((sum, value) => sum + value, 0) : Math.max(0, ...values);
  });
  return heights.reduce((most, height) => Math.max(most, height), 0);
}
