import { expect, test } from "vitest";
import { dotsOf, pathOf } from "./sparkline.tsx";

test("a missing value breaks the line", () => {
  expect(pathOf([0, 10, null, 10, 0], 10)).toBe("M2 22L25 2M71 2L94 22");
});

test("a value without neighbours is a dot", () => {
  expect(dotsOf([5], 10)).toBe("M2 12h0");
  expect(dotsOf([null, 5, null, 1, 2], 10)).toBe("M25 12h0");
  expect(pathOf([null, 5, null], 10)).toBe("");
});

test("no values are no line", () => {
  expect(pathOf([], 10) + dotsOf([], 10)).toBe("");
});
