import { expect, test } from "vitest";
import { paceOf } from "./pace.ts";

const steps = (...rates: number[]) => rates.map((perSecond, n) => ({ at: new Date(n * 1000), perSecond }));

test("the steady rate leaves out the silence around a run and its unfilled edges", () => {
  expect(paceOf(steps(0, 0, 12, 80, 79, 80, 31, 0))).toEqual({ steady: 239 / 3, most: 80 });
});

test("a gap within the run counts", () => {
  expect(paceOf(steps(80, 80, 0, 80, 80))?.steady).toBeCloseTo(160 / 3, 6);
});

test("a run of one or two steps is taken whole, and no run has no rate", () => {
  expect(paceOf(steps(0, 5))).toEqual({ steady: 5, most: 5 });
  expect(paceOf(steps(10, 20))).toEqual({ steady: 15, most: 20 });
  expect(paceOf(steps(0, 0))).toBeNull();
});
