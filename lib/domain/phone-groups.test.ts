import { expect, test } from "vitest";
import { phoneGroups } from "./phone-groups.ts";

test("a number falls into the groups of its country", () => {
  expect(phoneGroups("+4915112345678")).toEqual(["+49", "1511", "2345678"]);
  expect(phoneGroups("+14155552671")).toEqual(["+1", "415", "555", "2671"]);
  expect(phoneGroups("+5511961234567").join("")).toBe("+5511961234567");
});

test("what is no number stays whole", () => {
  expect(phoneGroups("+000")).toEqual(["+000"]);
  expect(phoneGroups("+491••••••••78")).toEqual(["+491••••••••78"]);
});
