import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { agreedAtMost, minutesLate, readStart, startInWords, startProblem, START_AHEAD_DAYS_MAX, startRetryWait } from "./campaign-start.ts";

const NOW = new Date("2027-03-20T12:00:00Z");
const read = (wall: string, zone = "Europe/Berlin", more: { offset?: string; which?: "first" | "second" } = {}, now = NOW) => readStart({ wall, zone, ...more }, now);

test("an everyday time is one start, with the words it was chosen in", () => {
  expect(read("2027-03-21T14:30")).toEqual({ kind: "start", start: { at: new Date("2027-03-21T13:30:00Z"), wall: "2027-03-21T14:30", zone: "Europe/Berlin", offset: "+01:00" } });
});

test("a time that the clocks skip is refused with the next one there is", () => {
  expect(read("2027-03-28T02:30")).toMatchObject({ kind: "gap", nextWall: "2027-03-28T03:00" });
  expect(read("2011-12-30T12:00", "Pacific/Apia")).toMatchObject({ kind: "gap", nextWall: "2011-12-31T00:00" });
});

test("of a time that comes twice a person says which, by its offset or as the first or the second", () => {
  const october = new Date("2027-10-20T00:00:00Z");
  const fold = (more: object) => read("2027-10-31T02:30", "Europe/Berlin", more, october);
  expect(fold({})).toMatchObject({ kind: "fold", earlier: { offset: "+02:00" }, later: { offset: "+01:00" } });
  expect(fold({ offset: "+01:00" })).toMatchObject({ start: { at: new Date("2027-10-31T01:30:00Z"), offset: "+01:00" } });
  expect(fold({ which: "first" })).toMatchObject({ start: { at: new Date("2027-10-31T00:30:00Z"), offset: "+02:00" } });
  expect(fold({ which: "second" })).toMatchObject({ start: { offset: "+01:00" } });
});

test("what is past, more than 35 days ahead, or no time at all is refused", () => {
  expect(read("2027-03-20T12:59").kind).toBe("past");
  expect(read("2027-03-20T13:00").kind).toBe("past");
  expect(read("2027-03-20T13:01").kind).toBe("start");
  expect(read("2027-04-24T14:00").kind).toBe("start");
  expect(read("2027-04-24T14:01").kind).toBe("too-far");
  expect(read("2027-04-29T12:00").kind).toBe("too-far");
  expect(read("soon").kind).toBe("not-a-time");
  expect(read("2027-03-21T14:30", "Nowhere/Else").kind).toBe("not-a-time");
});

test("a draft whose start has passed meanwhile says so", () => {
  const start = { at: NOW, wall: "2027-03-20T13:00", zone: "Europe/Berlin", offset: "+01:00" };
  expect(startProblem(null, NOW)).toBeNull();
  expect(startProblem(start, new Date(NOW.getTime() - 1))).toBeNull();
  expect(startProblem(start, NOW)).toMatchObject({ kind: "start-passed" });
  expect(startProblem(start, new Date(NOW.getTime() - (START_AHEAD_DAYS_MAX + 1) * 86_400_000))).toMatchObject({ kind: "start-too-far" });
  expect(startInWords(start)).toBe("Saturday 20 March 2027, 13:00 in Europe/Berlin");
  expect(minutesLate(NOW, new Date(NOW.getTime() + 61 * 60_000))).toBe(61);
});

test("a list may grow a little until the start, and not more", () => {
  expect([agreedAtMost(10), agreedAtMost(1_000), agreedAtMost(50_000)]).toEqual([110, 1_100, 55_000]);
});

type Change = { zone: string; at: Temporal.ZonedDateTime };

/** Every change of clocks of every zone from 2026 to 2030. */
const CHANGES: Change[] = Intl.supportedValuesOf("timeZone").flatMap((zone) => {
  const changes: Change[] = [];
  const end = Temporal.Instant.from("2031-01-01T00:00Z").epochMilliseconds;
  let at = Temporal.Instant.from("2026-01-01T00:00Z").toZonedDateTimeISO(zone).getTimeZoneTransition("next");
  for (; at !== null && at.epochMilliseconds < end; at = at.getTimeZoneTransition("next")) changes.push({ zone, at });
  return changes;
});

/** What the clocks of a zone show, by the other library in the house. */
function shown(ms: number, zone: string): string {
  const parts = Object.fromEntries(formatOf(zone).formatToParts(ms).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(zone: string): Intl.DateTimeFormat {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat("en-GB", { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone });
  formats.set(zone, format);
  return format;
}

/** Every moment around `near` at which the clocks show it. */
function momentsOf(wall: string, zone: string, change: Temporal.ZonedDateTime): number[] {
  const asUtc = Date.parse(`${wall}Z`);
  const before = change.subtract({ seconds: 1 }).offsetNanoseconds / 1e6;
  const after = change.offsetNanoseconds / 1e6;
  return [...new Set([asUtc - before, asUtc - after])].filter((ms) => shown(ms, zone) === wall).sort((a, b) => a - b);
}

test("around every change of clocks from 2026 to 2030, a start is the moments at which the clocks show it, in winter and in summer", () => {
  expect(CHANGES.length).toBeGreaterThan(1_000);
  const minutes = fc.integer({ min: -150, max: 150 });
  const check = ({ zone, at }: Change, offsetMinutes: number) => {
    const wall = at.subtract({ nanoseconds: 1 }).toPlainDateTime().add({ nanoseconds: 1 }).add({ minutes: offsetMinutes }).toString({ smallestUnit: "minute" });
    const moments = momentsOf(wall, zone, at);
    for (const now of [new Date(at.epochMilliseconds - 20 * 86_400_000), new Date(at.epochMilliseconds - 2 * 86_400_000)]) {
      const found = readStart({ wall, zone }, now);
      if (found.kind === "start") expect([found.start.at.getTime()]).toEqual(moments);
      else if (found.kind === "fold") expect([found.earlier.at.getTime(), found.later.at.getTime()]).toEqual(moments);
      else expect({ ...found, moments }).toMatchObject({ kind: "gap", moments: [] });
      if (found.kind === "gap") expect(readStart({ wall: found.nextWall, zone }, now)).toMatchObject({ kind: "start", start: { at: found.next } });
    }
  };
  // Zones whose clocks change alike are one.
  const alike = new Map(CHANGES.map((change) => [`${change.at.epochMilliseconds} ${change.at.offset} ${change.at.subtract({ nanoseconds: 1 }).offset}`, change]));
  for (const change of alike.values()) check(change, 0);
  fc.assert(fc.property(fc.constantFrom(...CHANGES), minutes, check), { numRuns: 300 });
});

test("a start that failed waits twice as long each time, and never longer than a minute", () => {
  expect([1, 2, 3, 5, 6, 10_000].map(startRetryWait)).toEqual([2, 4, 8, 32, 60, 60]);
});
