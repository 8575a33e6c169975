import fc from "fast-check";
import { getCountries } from "libphonenumber-js/max";
import { expect, test } from "vitest";
import { clockOf, DEFAULT_HOURS, hoursProblem, isZoneName, nextOpening, zoneColumnIn, zonesOfCountry, type LocalHours } from "./local-hours.ts";

const iso = (opening: ReturnType<typeof nextOpening>) => opening && [opening.opensAt.toISOString().slice(0, 16), opening.closesAt.toISOString().slice(0, 16)];
const at = (text: string) => new Date(`${text}:00Z`);

test("within the hours they are open already, before and after they open next", () => {
  expect(iso(nextOpening(["Europe/Berlin"], DEFAULT_HOURS, at("2027-06-01T10:00")))).toEqual(["2027-06-01T07:00", "2027-06-01T18:00"]);
  expect(iso(nextOpening(["Europe/Berlin"], DEFAULT_HOURS, at("2027-06-01T05:00")))).toEqual(["2027-06-01T07:00", "2027-06-01T18:00"]);
  expect(iso(nextOpening(["Europe/Berlin"], DEFAULT_HOURS, at("2027-06-01T18:00")))).toEqual(["2027-06-02T07:00", "2027-06-02T18:00"]);
});

test("a change of clocks in between moves the opening in UTC and not on the clock", () => {
  expect(iso(nextOpening(["Europe/Berlin"], DEFAULT_HOURS, at("2027-03-27T20:00")))).toEqual(["2027-03-28T07:00", "2027-03-28T18:00"]);
  expect(iso(nextOpening(["Europe/Berlin"], DEFAULT_HOURS, at("2027-03-26T20:00")))).toEqual(["2027-03-27T08:00", "2027-03-27T19:00"]);
});

test("in a country with many zones only the hours that hold in all of them count", () => {
  // From nine in Honolulu to eight in New York.
  expect(iso(nextOpening(zonesOfCountry("US"), DEFAULT_HOURS, at("2027-06-01T10:00")))).toEqual(["2027-06-01T19:00", "2027-06-02T00:00"]);
  expect(nextOpening(zonesOfCountry("US"), { from: 9 * 60, until: 12 * 60 }, at("2027-06-01T10:00"))).toBeNull();
});

const COUNTRIES = getCountries().filter((country) => zonesOfCountry(country).length > 0);
const HOURS = fc.record({ from: fc.integer({ min: 12, max: 24 }), span: fc.integer({ min: 12, max: 32 }) }).map(({ from, span }): LocalHours => ({ from: from * 30, until: Math.min(44, from + span) * 30 }));
const MOMENTS = fc.integer({ min: Date.UTC(2026, 0) / 60_000, max: Date.UTC(2031, 0) / 60_000 }).map((minutes) => new Date(minutes * 60_000));

const formats = new Map<string, Intl.DateTimeFormat>();
/** Minutes after midnight on the clocks of a zone. */
function minutesIn(zone: string, ms: number): number {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone });
  formats.set(zone, format);
  const [hour = 0, minute = 0] = format.format(ms).split(":").map(Number);
  return hour * 60 + minute;
}

test("whatever the country and the day, an opening is within the hours in each of its zones, and none was missed", () => {
  const within = (zones: string[], { from, until }: LocalHours, ms: number) => zones.every((zone) => minutesIn(zone, ms) >= from && minutesIn(zone, ms) < until);
  fc.assert(
    fc.property(fc.constantFrom(...COUNTRIES), HOURS, MOMENTS, (country, hours, after) => {
      const zones = zonesOfCountry(country);
      const opening = nextOpening(zones, hours, after);
      const [opens, closes] = opening ? [opening.opensAt.getTime(), opening.closesAt.getTime()] : [after.getTime() + 2 * 86_400_000, Infinity];
      if (opening) for (const ms of [opens, (opens + closes) / 2, closes - 1]) expect(within(zones, hours, ms)).toBe(true);
      expect(closes).toBeGreaterThan(after.getTime());
      for (let ms = after.getTime() + 60_000; ms < opens - 60_000; ms += 97 * 60_000) expect(within(zones, hours, ms)).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test("every country that has numbers has clocks, or is one of those that belong to none", () => {
  expect(getCountries().filter((country) => zonesOfCountry(country).length === 0)).toEqual([]);
  expect([zonesOfCountry(null), zonesOfCountry("001"), zonesOfCountry("")]).toEqual([[], [], []]);
});

test("hours are whole or half ones, neither too early nor too late, and long enough", () => {
  expect(hoursProblem(DEFAULT_HOURS)).toBeNull();
  expect(hoursProblem({ from: 6 * 60, until: 22 * 60 })).toBeNull();
  expect(hoursProblem({ from: 5.5 * 60, until: 20 * 60 })).toBe("too-early-or-late");
  expect(hoursProblem({ from: 9 * 60, until: 22.5 * 60 })).toBe("too-early-or-late");
  expect(hoursProblem({ from: 9 * 60, until: 11.5 * 60 })).toBe("too-short");
  expect(hoursProblem({ from: 20 * 60, until: 9 * 60 })).toBe("too-short");
  expect(hoursProblem({ from: 541, until: 1200 })).toBe("not-hours");
  expect(hoursProblem({ from: Number.NaN, until: 1200 })).toBe("not-hours");
  expect(clockOf(570)).toBe("09:30");
});

test("a column of zones is known by its name, and a cell by what it names", () => {
  expect(zoneColumnIn(["Name", " Time Zone "])).toBe(" Time Zone ");
  expect(zoneColumnIn(["Name", "Zone of delivery"])).toBeNull();
  expect(["Europe/Berlin", "America/Indiana/Knox", "UTC"].filter(isZoneName)).toHaveLength(3);
  expect(["CET", "+02:00", "Berlin", "Mars/Olympus", "", "Europe/Berlin; drop"].filter(isZoneName)).toEqual([]);
});
