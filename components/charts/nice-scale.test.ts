import fc from "fast-check";
import { expect, test } from "vitest";
import { niceScale } from "./nice-scale.ts";

test("an axis goes from zero to a round number above the most", () => {
  expect(niceScale(96, true)).toEqual([0, 25, 50, 75, 100]);
  expect(niceScale(962, true)).toEqual([0, 250, 500, 750, 1000]);
  expect(niceScale(400, true)).toEqual([0, 100, 200, 300, 400]);
  expect(niceScale(4_771, true)).toEqual([0, 1_000, 2_000, 3_000, 4_000, 5_000]);
});

test("a sender that may send once in three seconds has an axis in tenths", () => {
  expect(niceScale(0.36, false)).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
});

test("people are counted in whole numbers, even when there are few", () => {
  expect(niceScale(0, true)).toEqual([0, 1, 2, 3, 4]);
  expect(niceScale(3, true)).toEqual([0, 1, 2, 3, 4]);
  expect(niceScale(9, true)).toEqual([0, 2, 4, 6, 8, 10]);
});

test("the axis always holds the most, and never more than twice and a half of it", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), (most) => {
      const top = niceScale(most, false).at(-1) ?? 0;
      expect(top).toBeGreaterThanOrEqual(most * (1 - 1e-6));
      expect(top).toBeLessThanOrEqual(most * 2.5);
    }),
  );
});
