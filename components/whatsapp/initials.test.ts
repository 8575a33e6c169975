import { expect, test } from "vitest";
import { initialsOf } from "./initials.ts";

test.each([
  ["Nordlicht Kaffee", "NK"],
  ["nordlicht", "N"],
  ["The “Green” House", "TH"],
  ["مقهى الشمال", "م"],
  ["👩‍🍳 Kitchen", "👩‍🍳"],
  ["  ", "?"],
  ["—", "?"],
])("%j is shown as %s", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
