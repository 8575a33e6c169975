import { expect, test } from "vitest";
import { limitScale, limitStanding } from "./limit-standing.ts";

test("a limit is free, near from 80 %, reached, or passed", () => {
  expect(limitStanding(0, 1_000)).toEqual({ kind: "free", left: 1_000, over: 0 });
  expect(limitStanding(799, 1_000).kind).toBe("free");
  expect(limitStanding(800, 1_000)).toEqual({ kind: "near", left: 200, over: 0 });
  expect(limitStanding(1_000, 1_000)).toEqual({ kind: "at", left: 0, over: 0 });
  expect(limitStanding(1_042, 1_000)).toEqual({ kind: "over", left: 0, over: 42 });
});

test("where nothing is allowed, nothing is at the limit and anything is over it", () => {
  expect(limitStanding(0, 0).kind).toBe("at");
  expect(limitStanding(1, 0).kind).toBe("over");
  expect(limitScale(0, 0)).toEqual({ value: 0, limit: 0, near: 0 });
});

test("what is over the limit is drawn beyond its line", () => {
  expect(limitScale(1_500, 1_000)).toEqual({ value: 1, limit: 2 / 3, near: 800 / 1_500 });
});

test("the line of the limit stays within the scale", () => {
  const { value, limit } = limitScale(500, 1_000);
  expect(limit).toBeCloseTo(1 / 1.08);
  expect(value).toBeCloseTo(0.5 / 1.08);
});
