import { expect, test } from "vitest";
import { pageOf, type Cursor } from "./keyset.ts";

const ROWS = ["a", "b", "c", "d", "e", "f", "g"];
const SIZE = 3;

/** What a database would answer: one row more than a page, in the direction of the cursor. */
function page(cursor: Cursor) {
  const at = cursor ? ROWS.indexOf(cursor.key) : -1;
  const fetched = cursor?.direction === "before" ? ROWS.slice(0, at).reverse() : ROWS.slice(at + 1);
  return pageOf(fetched.slice(0, SIZE + 1), { size: SIZE, cursor, keyOf: (row) => row });
}

test("walking forwards shows every row once and ends", () => {
  expect(page(null)).toEqual({ rows: ["a", "b", "c"], before: null, after: "c" });
  expect(page({ direction: "after", key: "c" })).toEqual({ rows: ["d", "e", "f"], before: "d", after: "f" });
  expect(page({ direction: "after", key: "f" })).toEqual({ rows: ["g"], before: "g", after: null });
});

test("walking back shows the same rows in the same order and ends at the first", () => {
  expect(page({ direction: "before", key: "g" })).toEqual({ rows: ["d", "e", "f"], before: "d", after: "f" });
  expect(page({ direction: "before", key: "d" })).toEqual({ rows: ["a", "b", "c"], before: null, after: "c" });
});

test("a page beyond the end is empty and leads nowhere", () => {
  expect(page({ direction: "after", key: "g" })).toEqual({ rows: [], before: null, after: null });
});
