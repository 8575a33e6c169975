import fc from "fast-check";
import { expect, test } from "vitest";
import { heatRange, heatStepOf, heatStepWidth, HEAT_STEPS } from "./heat-scale.ts";

const ranges = (most: number, whole: boolean) => Array.from({ length: HEAT_STEPS }, (_, index) => heatRange(index + 1, heatStepWidth(most, whole), whole));

test("people are counted in steps of round whole numbers", () => {
  expect(ranges(583, true)).toEqual([{ from: 1, to: 120 }, { from: 121, to: 240 }, { from: 241, to: 360 }, { from: 361, to: 480 }, { from: 481, to: 600 }]);
  expect(ranges(3, true).map(({ from, to }) => [from, to])).toEqual([[1, 1], [2, 2], [3, 3], [4, 4], [5, 5]]);
});

test("shares have steps with fractions", () => {
  expect(ranges(0.5, false).map(({ to }) => to)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5]);
});

test("nothing is no step, and the most is never beyond the last", () => {
  expect(heatStepOf(0, 120)).toBe(0);
  expect(heatStepOf(1, 120)).toBe(1);
  expect(heatStepOf(120, 120)).toBe(1);
  expect(heatStepOf(121, 120)).toBe(2);
  expect(heatStepOf(600, 120)).toBe(5);
});

test("every count lies in the range of its own step", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999_999 }), fc.nat(), (most, seed) => {
      const width = heatStepWidth(most, true);
      const value = 1 + (seed % most);
      const { from, to } = heatRange(heatStepOf(value, width), width, true);
      expect(value).toBeGreaterThanOrEqual(from);
      expect(value).toBeLessThanOrEqual(to);
    }),
  );
});
