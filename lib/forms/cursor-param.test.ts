import { expect, test } from "vitest";
import { cursorIn, neighboursByKey } from "./cursor-param.ts";

const DIGITS = /^\d+$/;

test("an address asks for the page after or before a key, or for the first", () => {
  expect(cursorIn({ after: "12" }, DIGITS)).toEqual({ direction: "after", key: "12" });
  expect(cursorIn({ before: "12" }, DIGITS)).toEqual({ direction: "before", key: "12" });
  expect(cursorIn({}, DIGITS)).toBeNull();
});

test("what is not a key asks for nothing", () => {
  expect(cursorIn({ after: "1 or 1=1", before: ["1", "2"] }, DIGITS)).toBeNull();
});

test("the way on keeps what else was asked for", () => {
  expect(neighboursByKey({ before: null, after: "9" }, "/x", { show: "read", why: null })).toEqual({ previousHref: null, nextHref: "/x?show=read&after=9" });
});
