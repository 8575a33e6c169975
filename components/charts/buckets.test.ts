import { expect, test } from "vitest";
import { bucketsAt, unbroken } from "./buckets.ts";

const at = (minute: number, sent: number) => ({ at: minute * 60_000, values: { sent } });

test("a minute in which nothing was counted is drawn as zero", () => {
  expect(unbroken([at(0, 4), at(3, 1)], 60_000, ["sent"])).toEqual([at(0, 4), at(1, 0), at(2, 0), at(3, 1)]);
});

test("a history too long to draw keeps its latest part", () => {
  const drawn = unbroken([at(0, 4), at(10_000, 1)], 60_000, ["sent"]);
  expect(drawn).toHaveLength(400);
  expect(drawn.at(-1)).toEqual(at(10_000, 1));
});

test("nothing stays nothing", () => {
  expect(unbroken([], 60_000, ["sent"])).toEqual([]);
});

test("a tick stands at the bucket that its moment falls in", () => {
  expect(bucketsAt([at(0, 1), at(1, 1), at(2, 1)], [90_000, 900_000], 60_000)).toEqual([60_000]);
});
