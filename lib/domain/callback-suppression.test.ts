import { expect, test } from "vitest";
import { callbackSuppression, SUPPRESSING_CODES } from "./callback-suppression.ts";

test("the errors that say what a person wants are told from all others", () => {
  expect(SUPPRESSING_CODES.toSorted()).toEqual([21_610, 30_630, 63_033, 63_050]);
  expect(callbackSuppression(63_050)).toEqual({ reason: "meta-63050", scope: "marketing" });
  expect(callbackSuppression(21_610)).toEqual({ reason: "twilio-21610", scope: "all" });
  for (const code of [null, 0, 63_003, 63_016, 63_018, 63_024, 63_049]) expect(callbackSuppression(code)).toBeNull();
});
