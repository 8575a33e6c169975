import { expect, test } from "vitest";
import { LIST_NAME_MAX, listNameFrom } from "./list-name.ts";

test.each([
  ["  Spring \t guests ", "Spring guests"],
  ["Spring\u200b\u202eguests\u0000", "Spring guests"],
  ["👩‍👧 families", "👩‍👧 families"],
  ["می‌خواهم", "می‌خواهم"],
])("what is written as %j is called %j", (written, name) => {
  expect(listNameFrom(written)).toBe(name);
});

test.each(["", " \u200b ", "\u200d\u200c", "\u0000", "a".repeat(LIST_NAME_MAX + 1)])("%j is no name", (written) => {
  expect(listNameFrom(written)).toBeNull();
});
