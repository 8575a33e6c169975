import { expect, test } from "vitest";
import { peopleLimit } from "./people-limit.ts";

test.each<[string | undefined, number | null]>([
  [undefined, null],
  ["", null],
  ["  ", null],
  ["100", 100],
  [" 10,000 ", 10_000],
  ["10.000", 10_000],
  ["999999999", 999_999_999],
])("%j is %s", (typed, people) => {
  expect(peopleLimit("No.").parse(typed)).toBe(people);
});

test.each(["0", "-1", "minus one", "1e3", "1000000000", "0x10", "٣"])("%j is refused with the sentence", (typed) => {
  expect(peopleLimit("Type a number.").safeParse(typed).error?.issues[0]?.message).toBe("Type a number.");
});
