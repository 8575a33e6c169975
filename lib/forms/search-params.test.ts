import { expect, test } from "vitest";
import { addressOf, neighbours, oneOf, pageNumber, rangeShown, searchText } from "./search-params.ts";

test("a filter that is not on offer is as if it were not there", () => {
  expect(oneOf("approved", ["approved", "paused"])).toBe("approved");
  expect(oneOf("Approved", ["approved", "paused"])).toBeNull();
  expect(oneOf(["approved", "paused"], ["approved", "paused"])).toBeNull();
  expect(oneOf(undefined, ["approved"])).toBeNull();
});

test("a page number is a whole number from 1, and anything else is the first page", () => {
  expect(["1", "7", "99999"].map(pageNumber)).toEqual([1, 7, 10_000]);
  expect(["0", "-1", "1.5", "1e9", "999999", "x", "", undefined].map(pageNumber)).toEqual(Array(8).fill(1));
  expect(pageNumber(["2", "3"])).toBe(1);
});

test("a search is trimmed, bounded, and holds no control characters", () => {
  expect(searchText("  spring\u0000 ")).toBe("spring");
  expect(searchText("x".repeat(500))).toHaveLength(100);
  expect(searchText(["a"])).toBe("");
});

test("an address carries only what it needs to", () => {
  expect(addressOf("/live/templates", { status: "approved", category: null, q: "", page: 1 })).toBe("/live/templates?status=approved");
  expect(addressOf("/live/templates", { q: "a&b", page: 2 })).toBe("/live/templates?q=a%26b&page=2");
  expect(addressOf("/live/templates", { page: 1 })).toBe("/live/templates");
});

test("a list knows the pages beside it, also from beyond its end", () => {
  const address = (page: number) => `?page=${page}`;
  expect(neighbours(1, { total: 20, size: 25 }, address)).toEqual({ previousHref: null, nextHref: null });
  expect(neighbours(2, { total: 60, size: 25 }, address)).toEqual({ previousHref: "?page=1", nextHref: "?page=3" });
  expect(neighbours(9, { total: 60, size: 25 }, address)).toEqual({ previousHref: "?page=3", nextHref: null });
});

test("a page of a list says which part of it is shown", () => {
  expect(rangeShown(1, { total: 4_871, size: 50, shown: 50 })).toBe("1–50 of 4,871");
  expect(rangeShown(98, { total: 4_871, size: 50, shown: 21 })).toBe("4,851–4,871 of 4,871");
});
