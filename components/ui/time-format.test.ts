import { expect, test } from "vitest";
import { formatMoment, formatRelative } from "./time-format.ts";

const NOW = Date.parse("2026-11-22T14:02:00Z");
const ago = (seconds: number) => formatRelative(new Date(NOW - seconds * 1000), NOW);

test("moments near now are told in words, and farther ones by the clock of people", () => {
  expect([3, 44, 60, 3_500, 3_600, 90_000, 5 * 86_400].map(ago)).toEqual(["just now", "just now", "1 minute ago", "58 minutes ago", "1 hour ago", "yesterday", "5 days ago"]);
});

test("what is to come is told as such", () => {
  expect([-30, -1_200].map(ago)).toEqual(["in a moment", "in 20 minutes"]);
});

test("tomorrow and yesterday are days of the calendar where the reader is", () => {
  expect([46, 30, -46, -30].map((hours) => ago(-hours * 3_600))).toEqual(["in 2 days", "tomorrow", "2 days ago", "yesterday"]);
  // A quarter to eight in the evening, and in Kathmandu 34 hours later it is the day after the next.
  expect(formatRelative(new Date(NOW + 34 * 3_600_000), NOW, "Asia/Kathmandu")).toBe("in 2 days");
});

test("beyond two weeks there is a date", () => {
  expect(ago(60 * 86_400)).toBe("23 Sept 2026");
});

test("the zone is named where it is not the reader's own", () => {
  expect(formatMoment(new Date(NOW), "UTC", "clock")).toBe("14:02 UTC");
  expect(formatMoment(new Date(NOW), "UTC", "long")).toBe("22 Nov 2026, 14:02:00 UTC");
  expect(formatMoment(new Date(NOW), "Asia/Kathmandu", "short")).toBe("22 Nov, 19:47");
});
