import { expect, test } from "vitest";
import { offsetIn } from "./zone-offset.ts";

const HOUR = 3_600_000;
const WINTER = Date.parse("2026-01-15T12:00:00Z");
const SUMMER = Date.parse("2026-07-15T12:00:00Z");

test("a zone is ahead or behind by what its clocks show on that day", () => {
  expect(offsetIn("UTC")(WINTER)).toBe(0);
  expect(offsetIn("Europe/Berlin")(WINTER)).toBe(HOUR);
  expect(offsetIn("Europe/Berlin")(SUMMER)).toBe(2 * HOUR);
  expect(offsetIn("Asia/Kathmandu")(WINTER)).toBe(5.75 * HOUR);
  expect(offsetIn("America/St_Johns")(WINTER)).toBe(-3.5 * HOUR);
});
