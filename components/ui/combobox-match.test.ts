import { expect, test } from "vitest";
import { matchOptions, OPTIONS_SHOWN_MAX, type ComboboxOption } from "./combobox-match.ts";

const COUNTRIES: ComboboxOption[] = [
  { value: "CI", label: "Côte d’Ivoire", hint: "+225", keywords: ["Ivory Coast"] },
  { value: "DE", label: "Germany", hint: "+49", keywords: ["Deutschland"] },
  { value: "NE", label: "Niger", hint: "+227" },
  { value: "NG", label: "Nigeria", hint: "+234" },
  { value: "DO", label: "Dominican Republic", hint: "+1" },
  { value: "DZ", label: "Algeria", hint: "+213" },
];
const found = (typed: string) => matchOptions(COUNTRIES, typed, "").shown.map(({ value }) => value);

test("what begins so comes before what only holds it", () => {
  expect(found("ger")).toEqual(["DE", "NE", "NG", "DZ"]);
  expect(found("ni")).toEqual(["NE", "NG", "DO"]);
});

test("accents and capitals do not matter, and other words and hints count", () => {
  expect(found("COTE")).toEqual(["CI"]);
  expect(found("ivory")).toEqual(["CI"]);
  expect(found("deutsch")).toEqual(["DE"]);
  expect(found("+49")).toEqual(["DE"]);
});

test("every word must be there, in any order", () => {
  expect(found("republic dom")).toEqual(["DO"]);
  expect(found("dom rep nigeria")).toEqual([]);
  const zones = [{ value: "a", label: "America/New_York" }];
  expect(matchOptions(zones, "new york", "").shown).toHaveLength(1);
});

test("of a thousand, a hundred are shown and the rest is counted", () => {
  const many = Array.from({ length: 1_000 }, (_, index) => ({ value: `v${index}`, label: `List ${index}` }));
  expect(matchOptions(many, "", "")).toMatchObject({ more: 900 });
  expect(matchOptions(many, "list", "").shown).toHaveLength(OPTIONS_SHOWN_MAX);
  expect(matchOptions(many, "999", "")).toMatchObject({ shown: [{ value: "v999" }], more: 0 });
});

test("the one that is chosen is always among them", () => {
  const many = Array.from({ length: 1_000 }, (_, index) => ({ value: `v${index}`, label: `List ${index}` }));
  const { shown, more } = matchOptions(many, "", "v500");
  expect([shown[0]?.value, shown.length, more]).toEqual(["v500", OPTIONS_SHOWN_MAX, 900]);
  expect(matchOptions(many, "", "v5").shown[0]?.value).toBe("v0");
});
