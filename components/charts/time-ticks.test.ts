import { expect, test } from "vitest";
import { hasSeconds, tickWriter, timeTicks } from "./time-ticks.ts";

const NOON = Date.parse("2026-11-22T12:00:00Z");
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function written(span: { from: number; to: number }, most: number, zone: string): string[] {
  const ticks = timeTicks(span, most, zone);
  return ticks.map(tickWriter(ticks, zone));
}

test("a minute of sending is marked every fifteen seconds, on round seconds", () => {
  const span = { from: NOON + 400, to: NOON + 60_400 };
  expect(written(span, 5, "UTC")).toEqual(["12:00:15", "12:00:30", "12:00:45", "12:01:00"]);
  expect(hasSeconds(timeTicks(span, 5, "UTC"))).toBe(true);
});

test("a day is marked at the hours of the reader's own clock, and midnight by its date", () => {
  expect(written({ from: NOON, to: NOON + DAY }, 5, "Asia/Kathmandu")).toEqual(["18:00", "23 Nov", "06:00", "12:00"]);
});

test("there are never more ticks than were asked for", () => {
  for (const minutes of [0, 0.01, 1, 7, 90, 1_441, 40_000, 2_000_000]) {
    const ticks = timeTicks({ from: NOON, to: NOON + minutes * 60_000 }, 6, "UTC");
    expect(ticks.length).toBeLessThanOrEqual(6);
  }
});

test("days are written as dates", () => {
  expect(written({ from: NOON, to: NOON + 3 * DAY }, 4, "Europe/Berlin")).toEqual(["23 Nov", "24 Nov", "25 Nov"]);
});

test("days stay at midnight when the clocks change between them", () => {
  const span = { from: Date.parse("2026-10-23T12:00:00Z"), to: Date.parse("2026-10-27T12:00:00Z") };
  const ticks = timeTicks(span, 6, "Europe/Berlin");
  expect(ticks.map((tick) => new Date(tick).toISOString())).toEqual(["2026-10-23T22:00:00.000Z", "2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z", "2026-10-26T23:00:00.000Z"]);
  expect(ticks.map(tickWriter(ticks, "Europe/Berlin"))).toEqual(["24 Oct", "25 Oct", "26 Oct", "27 Oct"]);
});

test("an hour that the clocks leave out is not marked twice", () => {
  const span = { from: Date.parse("2026-03-28T23:00:00Z"), to: Date.parse("2026-03-29T03:00:00Z") };
  expect(written(span, 6, "Europe/Berlin")).toEqual(["29 Mar", "01:00", "03:00", "04:00", "05:00"]);
});

test("there are as many ticks as fit: a narrow chart of some hours has more than one", () => {
  expect(written({ from: NOON + 600_000, to: NOON + 5.9 * HOUR }, 3, "UTC")).toEqual(["14:00", "16:00"]);
});
