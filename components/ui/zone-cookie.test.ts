import { expect, test } from "vitest";
import { zoneCookie, zoneFrom } from "./zone-cookie.ts";

test("a chosen zone and one that the browser told are kept apart", () => {
  expect(zoneFrom(zoneCookie("Europe/Berlin", true))).toEqual({ zone: "Europe/Berlin", chosen: true });
  expect(zoneFrom(zoneCookie("America/Argentina/Buenos_Aires", false))).toEqual({ zone: "America/Argentina/Buenos_Aires", chosen: false });
});

test.each([undefined, "", "auto:", "Mars/Olympus", "Europe/Berlin; path=/", "%E0%A4%A", "x".repeat(500), "../../etc"])("%s is no zone", (cookie) => {
  expect(zoneFrom(cookie)).toEqual({ zone: null, chosen: false });
});
