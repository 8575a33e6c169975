/** Where the parts of a chart over time stand: its rows, the span of its axis, its ticks and its gaps. */
import { bucketsAt, unbroken } from "./buckets.ts";
import type { DrawnPoint, Series } from "./series.ts";
import { reasonAt, visible, type DrawnGap } from "./time-points.ts";
import { timeTicks, type Span } from "./time-ticks.ts";

const TICK_ROOM_PX = 84;
const LABEL_CUT_PX = 12;
/** More columns than these cannot be told apart in the widest chart. */
const COLUMNS_MAX = 400;
/** On either side of a point that is the only one. */
const LONE_SPAN_MS = 30 * 60_000;

type Shape = "line" | "steps" | "stack";
type Rows = { points: DrawnPoint[]; gaps: DrawnGap[]; shape: Shape; bucketMs: number; series: Series[] };

/** Bars stand in an unbroken row; steps end where their last bucket does; of lines, what can be seen stays. */
export function rowsOf({ points, gaps, shape, bucketMs, series }: Rows): DrawnPoint[] {
  const keys = series.map((one) => one.key);
  if (shape === "stack") return unbroken(points.filter((point) => !isSilent(point, gaps)), bucketMs, keys).map((row) => (isSilent(row, gaps) ? silenced(row) : row));
  const last = points.at(-1);
  if (shape === "steps") return last ? [...points, { at: last.at + bucketMs, values: last.values }] : [];
  return visible(points, keys, COLUMNS_MAX);
}

/** Within a gap nothing was counted, which is not a count of zero. */
function isSilent(row: DrawnPoint, gaps: DrawnGap[]): boolean {
  return reasonAt(row.at, gaps) !== null && Object.values(row.values).every((value) => !value);
}

function silenced(row: DrawnPoint): DrawnPoint {
  return { at: row.at, values: Object.fromEntries(Object.keys(row.values).map((key) => [key, null])) };
}

/** What the axis reaches over: a point that is alone stands in the middle. */
export function spanOf(rows: DrawnPoint[], bucketMs: number): Span {
  const [from, to] = [rows[0]?.at ?? 0, rows.at(-1)?.at ?? 0];
  const around = from === to ? Math.max(bucketMs, LONE_SPAN_MS) : 0;
  return { from: from - around, to: to + around };
}

type Axis = { shape: Shape; bucketMs: number; zone: string; width: number; span: Span };

/** As many round moments as there is room for; at the left end, where half of a label would be cut, none. */
export function ticksOf(rows: DrawnPoint[], { shape, bucketMs, zone, width, span }: Axis): number[] {
  const most = width === 0 ? 5 : Math.max(3, Math.floor((width - 40) / TICK_ROOM_PX));
  const all = timeTicks(span, most, zone);
  const cut = ((span.to - span.from) * LABEL_CUT_PX) / Math.max(width, 1);
  const moments = all.length > 2 ? all.filter((at) => at - span.from >= cut) : all;
  return shape === "stack" ? bucketsAt(rows, moments, bucketMs) : moments;
}

/** The ends of a gap on the axis; on an axis of buckets, the first and the last that are in it. */
export function areaOf(gap: DrawnGap, rows: DrawnPoint[], shape: Shape): { x1: number; x2: number } | null {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last || gap.to <= first.at || gap.from >= last.at) return null;
  if (shape !== "stack") return { x1: Math.max(gap.from, first.at), x2: Math.min(gap.to, last.at) };
  const within = rows.filter((row) => gap.from <= row.at && row.at < gap.to);
  const [start, end] = [within[0], within.at(-1)];
  return start && end ? { x1: start.at, x2: end.at } : null;
}

/** The highest value, or the highest bar. */
export function highest(rows: DrawnPoint[], { shape, series }: { shape: Shape; series: Series[] }): number {
  const heights = rows.map((row) => {
    const values = series.map((one) => row.values[one.key] ?? 0);
    return shape === "stack" ? values.reduce((sum, value) => sum + value, 0) : Math.max(0, ...values);
  });
  return heights.reduce((most, height) => Math.max(most, height), 0);
}

/** The places of the points of a series that have no neighbour with a value. */
export function aloneIn(rows: DrawnPoint[], key: string): Set<number> {
  const has = (index: number) => (rows[index]?.values[key] ?? null) !== null;
  return new Set(rows.flatMap((_row, index) => (has(index) && !has(index - 1) && !has(index + 1) ? [index] : [])));
}
