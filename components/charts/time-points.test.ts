import { expect, test } from "vitest";
import { drawnGaps, drawnPoints, reasonAt, visible } from "./time-points.ts";

const MINUTE = 60_000;
const at = (minute: number, sent: number | null) => ({ at: minute * MINUTE, values: { sent } });
const stopped = { from: 2 * MINUTE, to: 5 * MINUTE, reason: "the worker was stopped" };

test("no line crosses a gap, even when its points are simply not there", () => {
  expect(drawnPoints([at(0, 4), at(2, 3), at(5, 1)], [stopped])).toEqual([at(0, 4), at(2, 3), at(3.5, null), at(5, 1)]);
});

test("a gap that has points of its own gets no other", () => {
  const points = [at(0, 4), at(3, null), at(5, 1)];
  expect(drawnPoints(points, [stopped])).toEqual(points);
});

test("a gap outside what is drawn changes nothing", () => {
  expect(drawnPoints([at(6, 4), at(7, 1)], [stopped])).toEqual([at(6, 4), at(7, 1)]);
  expect(drawnPoints([], [stopped])).toEqual([]);
});

test("a moment within a gap says why, and its ends do not", () => {
  const gaps = drawnGaps([{ ...stopped, from: new Date(stopped.from) }]);
  expect(reasonAt(3 * MINUTE, gaps)).toBe("the worker was stopped");
  expect(reasonAt(2 * MINUTE, gaps)).toBeNull();
});

test("of too many points the extremes and the breaks stay", () => {
  const many = Array.from({ length: 10_000 }, (_, index) => at(index, index === 4_321 ? 999 : index === 7_000 ? null : index % 7));
  const drawn = visible(many, ["sent"], 300);
  expect(drawn.length).toBeLessThan(1_600);
  expect(drawn).toContain(many[4_321]);
  expect(drawn).toContain(many[7_000]);
  expect(drawn[0]).toBe(many[0]);
  expect(drawn.at(-1)).toBe(many.at(-1));
});

test("a few points are drawn as they are", () => {
  const few = [at(0, 1), at(1, 2), at(2, null)];
  expect(visible(few, ["sent"], 300)).toBe(few);
});
