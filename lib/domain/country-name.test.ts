import { expect, test } from "vitest";
import { countryName, listCountries, readCountry } from "./country-name.ts";

test.each([
  ["DE", "DE"], ["de", "DE"], [" gb ", "GB"], ["UK", "GB"], ["USA", "US"], ["U.S.A.", "US"], ["Germany", "DE"], ["Deutschland", "DE"], ["España", "ES"], ["espana", "ES"], ["Brasil", "BR"],
  ["México", "MX"], ["South Africa", "ZA"], ["Türkiye", "TR"], ["Turkey", "TR"], ["日本", "JP"], ["DEU", "DE"], ["United Arab Emirates", "AE"],
])("%j is %s", (written, code) => expect(readCountry(written)).toBe(code));

test.each(["", "XX", "ZZ", "Atlantis", "49", "en", "x".repeat(500), "constructor", "__proto__"])("%j is no country", (written) => expect(readCountry(written)).toBeNull());

test("every country with a numbering plan has a name", () => {
  expect(listCountries().length).toBeGreaterThan(200);
  expect(countryName("KE")).toBe("Kenya");
});
