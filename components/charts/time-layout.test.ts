import { expect, test } from "vitest";
import type { Series } from "./series.ts";
import { aloneIn, areaOf, highest, rowsOf, spanOf, ticksOf } from "./time-layout.ts";

const MINUTE = 60_000;
const series: Series[] = [{ key: "sent", name: "Sent", color: "chart-1" }, { key: "failed", name: "Failed", color: "danger" }];
const at = (minute: number, sent: number | null, failed: number | null = 0) => ({ at: minute * MINUTE, values: { sent, failed } });
const gap = { from: 1.5 * MINUTE, to: 4 * MINUTE, reason: "stopped" };

test("a bar of a minute without numbers is missing, one without messages is zero", () => {
  const rows = rowsOf({ points: [at(0, 4), at(6, 1)], gaps: [gap], shape: "stack", bucketMs: MINUTE, series });
  expect(rows).toEqual([at(0, 4), at(1, 0), at(2, null, null), at(3, null, null), at(4, 0), at(5, 0), at(6, 1)]);
});

test("a number that was counted within a gap is drawn", () => {
  const rows = rowsOf({ points: [at(0, 4), at(2, 7), at(3, 1)], gaps: [gap], shape: "stack", bucketMs: MINUTE, series });
  expect(rows[2]).toEqual(at(2, 7));
});

test("the last step lasts as long as the others", () => {
  expect(rowsOf({ points: [at(0, 4)], gaps: [], shape: "steps", bucketMs: MINUTE, series })).toEqual([at(0, 4), at(1, 4)]);
  expect(rowsOf({ points: [], gaps: [], shape: "steps", bucketMs: MINUTE, series })).toEqual([]);
});

test("a single point stands in the middle of an hour", () => {
  expect(spanOf([at(90, 1)], 0)).toEqual({ from: 60 * MINUTE, to: 120 * MINUTE });
  expect(spanOf([at(0, 1), at(1, 1)], 0)).toEqual({ from: 0, to: MINUTE });
});

test("a tick that would be cut at the left edge is left out", () => {
  const rows = [at(0, 1), at(60, 1)];
  const axis = { shape: "line", bucketMs: 0, zone: "UTC", width: 560 } as const;
  expect(ticksOf(rows, { ...axis, span: { from: 0, to: 60 * MINUTE } }).map((tick) => tick / MINUTE)).toEqual([15, 30, 45, 60]);
});

test("a gap is drawn from its start to its end, and over whole bars", () => {
  const rows = [at(0, 1), at(1, 1), at(2, null), at(3, null), at(4, 1)];
  expect(areaOf(gap, rows, "line")).toEqual({ x1: gap.from, x2: gap.to });
  expect(areaOf(gap, rows, "stack")).toEqual({ x1: 2 * MINUTE, x2: 3 * MINUTE });
  expect(areaOf({ ...gap, from: -9 * MINUTE }, rows, "line")).toEqual({ x1: 0, x2: gap.to });
  expect(areaOf({ ...gap, from: 9 * MINUTE, to: 10 * MINUTE }, rows, "line")).toBeNull();
});

test("bars are as high as all their parts, lines as their highest", () => {
  const rows = [at(0, 4, 3), at(1, 5, 1)];
  expect(highest(rows, { shape: "stack", series })).toBe(7);
  expect(highest(rows, { shape: "line", series })).toBe(5);
});

test("only a point without neighbours is alone", () => {
  expect(aloneIn([at(0, 1), at(1, null), at(2, 1), at(3, 1), at(4, null), at(5, 0)], "sent")).toEqual(new Set([0, 5]));
});
