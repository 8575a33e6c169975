import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine, guardedCell, unguardedCell } from "./csv-formula.ts";

test.each(["=1+1", "+4915123456789", "-1", "@SUM(A1)", "＝1", "＋49", "－1", "＠x", "\t=1", "\r=1", "\0=1", "'=1", "''+49"])("%j does not reach a spreadsheet as it is", (cell) => {
  expect(guardedCell(cell)).toBe(`'${cell}`);
});

test.each(["Ana", "O'Conner", "'quoted'", "", "1+1", " =1"])("%j stays as it is", (cell) => {
  expect(guardedCell(cell)).toBe(cell);
  expect(unguardedCell(cell)).toBe(cell);
});

test("whatever is guarded comes back as it was", () => {
  const cell = fc.oneof(fc.string({ unit: "grapheme" }), fc.stringMatching(/^'{0,3}[=+\-@＝＋－＠\t\r\0']?.{0,5}$/));
  fc.assert(fc.property(cell, (written) => unguardedCell(guardedCell(written)) === written), { numRuns: 10_000 });
});

test("a guarded cell never starts a formula", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (written) => !/^[=+\-@＝＋－＠\t\r\0]/.test(guardedCell(written))), { numRuns: 10_000 });
});

test("a line is quoted where it has to be", () => {
  expect(csvLine(["+491512", 'say "hi"', "a,b", "two\nlines", " padded", "plain"])).toBe(`'+491512,"say ""hi""","a,b","two\nlines"," padded",plain\r\n`);
});
