import { expect, test } from "vitest";
import { DEFAULT_HOURS } from "./local-hours.ts";
import { groupByOpening, wavePlan, type Place } from "./wave-plan.ts";

const FROM = new Date("2027-06-01T12:00:00Z");
const plan = (places: Place[]) => wavePlan(places, { hours: DEFAULT_HOURS, from: FROM, homeZone: "Europe/Berlin" });
const place = (country: string | null, people: number, zone: string | null = null): Place => ({ country, zone, people });

test("who is awake goes at once, and the others when their day begins", () => {
  const { waves } = plan([place("DE", 10), place("BR", 20), place("JP", 30), place(null, 2)]);
  const told = waves.map(({ country, people, opensAt }) => [country, people, opensAt.toISOString().slice(0, 16)]);
  // Brazil waits for Rio Branco, its westernmost zone.
  expect(told).toEqual([["DE", 10, "2027-06-01T12:00"], [null, 2, "2027-06-01T12:00"], ["BR", 20, "2027-06-01T14:00"], ["JP", 30, "2027-06-02T00:00"]]);
});

test("a cell that names a zone counts before the country, and one that does not is passed over", () => {
  const { waves } = plan([place("US", 5, "America/New_York"), place("US", 3, "EST"), place("US", 1), place("CA", 2, "America/New_York")]);
  expect(waves.filter(({ people }) => people > 0).map(({ country, zone, people }) => ({ country, zone, people }))).toEqual([
    { country: null, zone: "America/New_York", people: 7 },
    { country: "US", zone: null, people: 4 },
  ]);
});

test("numbers are given once, and 0 is for whoever fits nothing else", () => {
  const { waves } = plan([place("DE", 1), place("DE", 1, "not a zone"), place("FR", 1)]);
  expect(waves.map(({ n }) => n).sort()).toEqual([0, 1, 2]);
  expect(waves.find(({ n }) => n === 0)).toMatchObject({ country: null, zone: null, people: 0, zones: ["Europe/Berlin"] });
});

test("a country in which the hours never hold everywhere is named", () => {
  expect(wavePlan([place("US", 1)], { hours: { from: 540, until: 720 }, from: FROM, homeZone: "UTC" })).toMatchObject({ impossible: ["US"] });
});

test("for people, openings that are alike are one line, in order, without those nobody waits for", () => {
  const groups = groupByOpening(plan([place("JP", 3), place("DE", 10), place("KR", 4), place("FR", 5)]).waves);
  expect(groups.map(({ countries, people, unknown }) => ({ countries, people, unknown }))).toEqual([
    { countries: ["DE", "FR"], people: 15, unknown: false },
    { countries: ["KR", "JP"], people: 7, unknown: false },
  ]);
});
