import { expect, test } from "vitest";
import { distanceInWords, foldInWords, gapInWords, momentInWords } from "./date-time-words.ts";

const NOW = Date.parse("2027-03-25T12:00:00Z");

test("a moment is said where it is, in UTC, and where the reader is", () => {
  const said = momentInWords(new Date("2027-03-28T12:30:00Z"), { wall: "2027-03-28T14:30", zone: "Europe/Berlin" }, { zone: "America/New_York", now: NOW });
  expect(said).toBe("Sunday 28 March 2027, 14:30 in Europe/Berlin, in 3 days. That is 12:30 UTC, and 08:30 in America/New York, where you are.");
});

test("another day elsewhere is named", () => {
  const said = momentInWords(new Date("2027-03-28T22:30:00Z"), { wall: "2027-03-29T00:30", zone: "Europe/Berlin" }, { zone: "Europe/Berlin", now: NOW });
  expect(said).toBe("Monday 29 March 2027, 00:30 in Europe/Berlin, in 3 days. That is 22:30 on 28 March UTC.");
});

test("a reader in UTC who chooses UTC hears it once", () => {
  expect(momentInWords(new Date(NOW), { wall: "2027-03-25T12:00", zone: "UTC" }, { zone: "UTC", now: NOW })).toBe("Thursday 25 March 2027, 12:00 in UTC, within a minute.");
});

test("a time that does not exist says why, and a time that comes twice asks which", () => {
  expect(gapInWords({ wall: "2027-03-28T02:30", zone: "Europe/Berlin" }, { kind: "gap", from: "02:00", to: "03:00", next: new Date(0) })).toBe(
    "02:30 does not exist in Europe/Berlin on 28 March 2027: clocks go from 02:00 to 03:00. Choose a time before or after.",
  );
  expect(gapInWords({ wall: "2011-12-30T12:00", zone: "Pacific/Apia" }, { kind: "gap", from: "00:00", to: "00:00", next: new Date(0) })).toContain("30 December 2011 does not exist");
  expect(foldInWords({ wall: "2027-10-31T02:30", zone: "Europe/Berlin" })).toContain("comes twice in Europe/Berlin on 31 October 2027");
});

test("how far off is said in one step", () => {
  const off = (minutes: number) => distanceInWords(new Date(NOW + minutes * 60_000), NOW);
  expect([0.5, -0.5, 1, 60, 120, 60 * 30, 60 * 72, 60 * 24 * 46, 60 * 24 * 200].map(off)).toEqual(["within a minute", "just now", "in 1 minute", "in 60 minutes", "in 2 hours", "in 30 hours", "in 3 days", "in 46 days", "in 7 months"]);
  expect(off(-60 * 72)).toBe("3 days ago");
});
