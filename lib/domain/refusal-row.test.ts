import { expect, test } from "vitest";
import { ALIKE_MAX, ROW_ENDS_MS, rowAfter, type RefusalRow } from "./refusal-row.ts";

/** The row after refusals of these kinds, a millisecond apart from 1 on. */
function rowOf(kinds: RefusalRow["alike"][]): RefusalRow | undefined {
  return kinds.reduce<RefusalRow | undefined>((row, alike, index) => rowAfter(row, alike, index + 1), undefined);
}

const many = (alike: RefusalRow["alike"], count: number) => Array.from({ length: count }, () => alike);

test("a row is full with as many alike as have one cause, and not one sooner", () => {
  expect(rowOf(many(21619, ALIKE_MAX - 1))).toEqual({ alike: 21619, length: 19, fullAtMs: null });
  expect(rowOf(many(21619, ALIKE_MAX))).toEqual({ alike: 21619, length: 20, fullAtMs: 20 });
});

test("another code begins the row anew, and no code is a kind of its own", () => {
  expect(rowOf([...many(21619, 19), 21656])).toEqual({ alike: 21656, length: 1, fullAtMs: null });
  expect(rowOf(["no code", "no code", 21619, "no code"])).toMatchObject({ length: 1 });
});

test("what was in flight when the row was full belongs to it; what is refused a minute later begins anew", () => {
  const full = rowOf(many(21619, ALIKE_MAX));
  expect(rowAfter(full, 21619, 19 + ROW_ENDS_MS)).toEqual({ alike: 21619, length: 21, fullAtMs: 20 });
  expect(rowAfter(full, 21619, 20 + ROW_ENDS_MS)).toEqual({ alike: 21619, length: 1, fullAtMs: null });
});
