import { expect, test } from "vitest";
import { isSlug, isUuid } from "./ids.ts";

test("a slug is lower-case letters, digits and hyphens, and does not start with a hyphen", () => {
  expect(["live", "harbour-sandbox", "a1"].every(isSlug)).toBe(true);
  expect(["", "-live", "Live", "live/../x", "a\u0000b", "a".repeat(41), "live "].some(isSlug)).toBe(false);
});

test("what an address begins with already is no account", () => {
  expect(["api", "gallery", "help", "invitation", "sign-in"].some(isSlug)).toBe(false);
  expect(["apis", "help-desk", "invitations"].every(isSlug)).toBe(true);
});

test("a uuid is one whatever its case, and nothing else is", () => {
  expect(isUuid("0194fd2c-7e3e-7cc4-8f6d-2f1f3e2b7a10")).toBe(true);
  expect(isUuid("0194FD2C-7E3E-7CC4-8F6D-2F1F3E2B7A10")).toBe(true);
  for (const text of ["", "1", "0194fd2c7e3e7cc48f6d2f1f3e2b7a10", "0194fd2c-7e3e-7cc4-8f6d-2f1f3e2b7a10'", undefined, 7, ["x"]]) expect(isUuid(text)).toBe(false);
});
