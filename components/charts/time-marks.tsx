/** How one series of a chart over time is drawn: as a line, as steps or as a part of a bar. */
import { Area, Bar, Line } from "recharts";
import { paintOf } from "./chart-patterns.tsx";
import { colorVariable, DASH, type DrawnPoint, type Series } from "./series.ts";
import { aloneIn } from "./time-layout.ts";

type Drawing = { shape: "line" | "steps" | "stack"; id: string; rows: DrawnPoint[] };

export function drawnSeries(one: Series, { shape, id, rows }: Drawing) {
  const color = colorVariable(one.color);
  const shared = { dataKey: one.key, name: one.name, stroke: color, isAnimationActive: false };
  const activeDot = { r: 4, fill: color, stroke: "var(--color-surface)", strokeWidth: 2 };
  switch (shape) {
    case "line":
      return <Line key={one.key} {...shared} type="linear" strokeWidth={2} strokeDasharray={DASH[one.dash ?? "solid"]} dot={dotsOf(rows, one)} activeDot={activeDot} connectNulls={false} />;
    case "steps":
      return <Area key={one.key} {...shared} type="stepAfter" strokeWidth={1.5} fill={color} fillOpacity={0.16} dot={false} activeDot={activeDot} connectNulls={false} />;
    case "stack":
      return <Bar key={one.key} {...shared} stackId="whole" fill={paintOf(id, one)} strokeWidth={one.texture === undefined || one.texture === "solid" ? 0 : 1} />;
  }
}

/** A point between two gaps has no line to be part of, and is drawn as a dot. */
function dotsOf(rows: DrawnPoint[], { key, color }: Series) {
  const alone = aloneIn(rows, key);
  if (alone.size === 0) return false;
  return ({ cx, cy, index }: { cx?: number; cy?: number; index?: number }) => (index !== undefined && alone.has(index) ? <circle key={index} cx={cx} cy={cy} r={3} fill={colorVariable(color)} stroke="none" /> : <g key={index} />);
}
