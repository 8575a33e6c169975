import { expect, test } from "vitest";
import { pathOf } from "./sparkline.tsx";

test("a missing value breaks the line", () => {
  expect(pathOf([0, 10, null, 10, 0], 10)).toBe("M2 22L25 2M71 2L94 22");
});

test("one value is a point, not a crash", () => {
  expect(pathOf([5], 10)).toBe("M2 12");
});
