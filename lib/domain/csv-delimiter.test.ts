import { expect, test } from "vitest";
import { guessDelimiter, statedDelimiter } from "./csv-delimiter.ts";

test.each([
  ["Phone,Name\n+49,Ana\n", ","],
  ["Phone;Name\n+49;Ana\n", ";"],
  ["Phone\tName\n+49\tAna\n", "\t"],
  ["Phone|Name\r\n+49|Ana\r\n", "|"],
  ["Phone;Name;Note\n+49;Ana;a,b,c,d,e\n+49;Bo;x,y\n", ";"],
  ['Phone,Name\n+49,"a;b;c;d"\n+49,"e;f;g;h"\n', ","],
  ['Phone;"First;name"\n+49;"two\nlines; here"\n', ";"],
  ["Phone\n+49\n", ","],
  ["", ","],
])("%j is cut at %j", (text, delimiter) => expect(guessDelimiter(text)).toBe(delimiter));

test("a first line can state the delimiter, and only a first line", () => {
  expect(statedDelimiter("sep=;\nPhone;Name")).toBe(";");
  expect(statedDelimiter("SEP=|\r\nPhone|Name")).toBe("|");
  expect(statedDelimiter("sep=\tx")).toBeNull();
  expect(statedDelimiter("separator;Phone")).toBeNull();
});
