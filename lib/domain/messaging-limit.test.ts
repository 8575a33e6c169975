import { expect, test } from "vitest";
import { peoplePerDay } from "./messaging-limit.ts";

test.each([
  ["250 Customers/24hr", 250],
  ["2K Customers/24hr", 2_000],
  ["10K Customers/24hr", 10_000],
  ["100K Customers/24hr", 100_000],
  ["1.5k a day", 1_500],
  ["2,000 customers", 2_000],
  ["1M", 1_000_000],
  ["Unlimited", Infinity],
  ["TIER_100K", 100_000],
  ["as many as you like", null],
  ["", null],
  [null, null],
])("“%s” is %s people a day", (text, people) => {
  expect(peoplePerDay(text)).toBe(people);
});
