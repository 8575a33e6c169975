import { expect, test } from "vitest";
import { standingOf } from "./contact-standing.ts";

const then = new Date("2026-05-04T09:00:00Z");

test("somebody who opted out is not written to, whatever they agreed to before", () => {
  expect(standingOf({ optedOutAt: then, consentAt: then })).toBe("opted-out");
  expect(standingOf({ optedOutAt: then, consentAt: null })).toBe("opted-out");
});

test("a consent makes somebody reachable, and nothing else does", () => {
  expect(standingOf({ optedOutAt: null, consentAt: then })).toBe("reachable");
  expect(standingOf({ optedOutAt: null, consentAt: null })).toBe("no-consent");
});
