/** Points in time as they are drawn: gaps made visible, and no more of them than a screen can show. */
import type { DrawnPoint, TimePoint } from "./series.ts";

/** A time without numbers, and why: “the worker was stopped”. */
export type TimeGap = { from: Date | string | number; to: Date | string | number; reason: string };
export type DrawnGap = { from: number; to: number; reason: string };

export function drawnGaps(gaps: TimeGap[]): DrawnGap[] {
  return gaps.map(({ from, to, reason }) => ({ from: new Date(from).getTime(), to: new Date(to).getTime(), reason }));
}

/** The points in milliseconds. A gap without a point of its own gets one without numbers, so that no line crosses it. */
export function drawnPoints(points: TimePoint[], gaps: DrawnGap[]): DrawnPoint[] {
  const drawn = points.map((point) => ({ at: new Date(point.at).getTime(), values: point.values }));
  const [first, last] = [drawn[0], drawn.at(-1)];
  if (!first || !last) return [];
  const silent = gaps.filter((gap) => gap.from >= first.at && gap.to <= last.at && !drawn.some((point) => isWithin(point.at, gap)));
  const nothing = Object.fromEntries(Object.keys(first.values).map((key) => [key, null]));
  const breaks = silent.map((gap) => ({ at: (gap.from + gap.to) / 2, values: nothing }));
  return breaks.length === 0 ? drawn : [...drawn, ...breaks].sort((one, other) => one.at - other.at);
}

/** Why there are no numbers at this moment, if that is known. */
export function reasonAt(at: number, gaps: DrawnGap[]): string | null {
  return gaps.find((gap) => isWithin(at, gap))?.reason ?? null;
}

function isWithin(at: number, gap: DrawnGap): boolean {
  return gap.from < at && at < gap.to;
}

/** The points that can be seen on so many columns of pixels: of each column the ends, every extreme and every break. Nothing is averaged. */
export function visible(points: DrawnPoint[], keys: string[], columns: number): DrawnPoint[] {
  const size = Math.ceil(points.length / Math.max(1, columns));
  if (size <= 4) return points;
  const kept = new Set<DrawnPoint>();
  for (let start = 0; start < points.length; start += size) {
    const column = points.slice(start, start + size);
    for (const point of [column[0], column.at(-1), ...keys.flatMap((key) => tellingOf(column, key))]) if (point) kept.add(point);
  }
  return points.filter((point) => kept.has(point));
}

/** The lowest and the highest of one series, and the first point where it is missing. */
function tellingOf(column: DrawnPoint[], key: string): (DrawnPoint | undefined)[] {
  let [low, high, missing]: (DrawnPoint | undefined)[] = [];
  for (const point of column) {
    const value = point.values[key] ?? null;
    if (value === null) missing ??= point;
    else {
      if (value < (low?.values[key] ?? Infinity)) low = point;
      if (value > (high?.values[key] ?? -Infinity)) high = point;
    }
  }
  return [low, high, missing];
}
