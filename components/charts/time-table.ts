/** The numbers of a chart over time as rows: a moment, a number for each series, and why there is none. */
import type { ChartTable } from "./chart-table.ts";
import type { DrawnPoint, Series } from "./series.ts";
import { reasonAt, type DrawnGap } from "./time-points.ts";

export type Tabled = { series: Series[]; points: DrawnPoint[]; gaps: DrawnGap[]; unit?: string; decimals: number };

export function timeTable({ series, points, gaps, unit, decimals }: Tabled): ChartTable {
  const remarks = gaps.length > 0;
  return {
    columns: [
      { name: "Time", kind: "moment" },
      ...series.map((one) => ({ name: unit ? `${one.name} (${unit})` : one.name, kind: "number", decimals }) as const),
      ...(remarks ? [{ name: "Remark", kind: "text" } as const] : []),
    ],
    rows: points.map((point) => [point.at, ...series.map((one) => point.values[one.key] ?? null), ...(remarks ? [reasonAt(point.at, gaps)] : [])]),
  };
}
