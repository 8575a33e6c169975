/** Buckets of time in an unbroken row: a bucket in which nothing was counted is zero, not missing. */
import type { DrawnPoint } from "./series.ts";

const BUCKETS_MAX = 400;

/** The points with every missing bucket between them filled in, the latest `BUCKETS_MAX` of them. */
export function unbroken(points: DrawnPoint[], bucketMs: number, keys: string[]): DrawnPoint[] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || bucketMs <= 0) return points;
  const known = new Map(points.map((point) => [Math.round((point.at - first.at) / bucketMs), point]));
  const count = Math.round((last.at - first.at) / bucketMs) + 1;
  const from = Math.max(0, count - BUCKETS_MAX);
  const nothing = Object.fromEntries(keys.map((key) => [key, 0]));
  return Array.from({ length: count - from }, (_, index) => known.get(from + index) ?? { at: first.at + (from + index) * bucketMs, values: nothing });
}

/** The buckets that hold these moments. */
export function bucketsAt(points: DrawnPoint[], moments: number[], bucketMs: number): number[] {
  return moments.flatMap((moment) => points.filter((point) => point.at <= moment && moment < point.at + bucketMs).map((point) => point.at));
}
