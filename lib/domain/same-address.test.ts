import { expect, test } from "vitest";
import { spellingsOf } from "./same-address.ts";

test.each([
  ["+5215512345678", "+525512345678"],
  ["+5491158749895", "+541158749895"],
  ["+5592981723241", "+559281723241"],
])("%s and %s are one person", (one, other) => {
  expect(spellingsOf(one)).toEqual([one, other]);
  expect(spellingsOf(other)).toEqual([other, one]);
});

test.each(["+4915123456789", "+12015550123", "+551133334444", "+5215512", "+442079460142"])("%s is spelled in one way", (phone) => {
  expect(spellingsOf(phone)).toEqual([phone]);
});
