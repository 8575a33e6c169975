import { expect, test } from "vitest";
import { approveAboveFor, barredFrom, mostAlone } from "./launch-bounds.ts";

test("somebody's own limit comes before the account's, and what reaches neither is nobody's concern", () => {
  expect(barredFrom(100, { recipientsMax: 100, approveAbove: 100 })).toBeNull();
  expect(barredFrom(101, { recipientsMax: 100, approveAbove: 100 })).toEqual({ kind: "above-your-limit", most: 100 });
  expect(barredFrom(101, { recipientsMax: null, approveAbove: 100 })).toEqual({ kind: "needs-second-person", above: 100 });
  expect(barredFrom(101, { recipientsMax: 500, approveAbove: 100 })).toEqual({ kind: "needs-second-person", above: 100 });
  expect(barredFrom(Infinity, { recipientsMax: null, approveAbove: null })).toBeNull();
});

test("the smaller of both bounds is what somebody may do alone", () => {
  expect(mostAlone({ recipientsMax: 100, approveAbove: 50 })).toBe(50);
  expect(mostAlone({ recipientsMax: 100, approveAbove: null })).toBe(100);
  expect(mostAlone({ recipientsMax: null, approveAbove: null })).toBeNull();
});

test("what waits for its start was agreed to already, for as many", () => {
  expect(approveAboveFor({ state: "draft", approveAbove: 100, agreed: 5_000 })).toBe(100);
  expect(approveAboveFor({ state: "scheduled", approveAbove: 100, agreed: 5_000 })).toBe(5_000);
  expect(approveAboveFor({ state: "scheduled", approveAbove: 100, agreed: null })).toBe(100);
  expect(approveAboveFor({ state: "scheduled", approveAbove: null, agreed: 5_000 })).toBeNull();
});
