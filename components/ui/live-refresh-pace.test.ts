import { expect, test } from "vitest";
import { mostImpatient, waitBefore } from "./live-refresh-pace.ts";

test("a lost connection is tried again after twice as long each time, up to half a minute", () => {
  expect([0, 1, 2, 3, 4, 5, 40].map((failures) => waitBefore(failures, 2_000))).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
});

test("of many that want the page anew, the most impatient asks, and nobody when nobody wants it", () => {
  expect(mostImpatient(new Map([["slow", 5_000], ["quick", 1_000], ["as quick", 1_000]]))).toBe("quick");
  expect(mostImpatient(new Map())).toBeNull();
});
