import { expect, test } from "vitest";
import { tickForm, timeTicks } from "./time-ticks.ts";

const NOON = Date.parse("2026-11-22T12:00:00Z");
const clock = (tick: number) => new Date(tick).toISOString().slice(11, 19);

test("a minute of sending is marked every fifteen seconds, on round seconds", () => {
  const ticks = timeTicks({ from: NOON + 400, to: NOON + 60_400 }, 5, 0);
  expect(ticks.map(clock)).toEqual(["12:00:15", "12:00:30", "12:00:45", "12:01:00"]);
  expect(tickForm(ticks)).toHaveProperty("second");
});

test("a day is marked at the hours of the reader's own clock", () => {
  const kathmandu = 5.75 * 3_600_000;
  const ticks = timeTicks({ from: NOON, to: NOON + 86_400_000 }, 5, kathmandu);
  expect(ticks.map((tick) => clock(tick + kathmandu))).toEqual(["18:00:00", "00:00:00", "06:00:00", "12:00:00"]);
});

test("there are never more ticks than were asked for", () => {
  for (const minutes of [0, 0.01, 1, 7, 90, 1_441, 40_000, 2_000_000]) {
    const ticks = timeTicks({ from: NOON, to: NOON + minutes * 60_000 }, 6, 0);
    expect(ticks.length).toBeLessThanOrEqual(6);
  }
});

test("days are written as dates", () => {
  expect(tickForm(timeTicks({ from: NOON, to: NOON + 5 * 86_400_000 }, 6, 0))).toEqual({ day: "numeric", month: "short" });
});
