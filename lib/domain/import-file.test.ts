import { expect, test } from "vitest";
import { fileNameFrom } from "./file-name.ts";
import { columnsFrom } from "./import-file.ts";
import { listNameFrom } from "./list-name.ts";

const NOW = new Date("2026-11-22T12:00:00Z");
const sentence = (header: string[] | null, ...lines: string[][]) => {
  const found = columnsFrom({ header, lines }, NOW);
  return found.ok ? null : found.sentence;
};

test("a file that is no list of people says what is missing", () => {
  expect(sentence(null)).toContain("no lines");
  expect(sentence(["Phone", "Name"])).toContain("no lines under them");
  expect(sentence(["+4915123456789", "Ana"], ["+4915123456780", "Bo"])).toContain("no column names");
  expect(sentence(Array.from({ length: 100_000 }, (_, at) => `c${at}`), ["x"])).toContain("100,000 columns");
  expect(sentence(["Phone", "2024"], ["+4915123456789", "1"])).toBeNull();
});

test.each([
  ["contacts.csv", "contacts.csv"], ["../../etc/passwd", "passwd"], ["C:\\lists\\spring.csv", "spring.csv"], ["a\r\nSet-Cookie: x.csv", "aSet-Cookie: x.csv"], ["\u202efdp.csv", "fdp.csv"],
  ["", "file.csv"], ["..", "file.csv"], ["/", "file.csv"], ["a\0b.csv", "ab.csv"], ["x".repeat(4_096), "x".repeat(200)],
])("the file name %j is kept as %j", (written, kept) => expect(fileNameFrom(written)).toBe(kept));

test("a list has a name that can be read", () => {
  expect(listNameFrom("  Spring\u200b  2026\n")).toBe("Spring 2026");
  expect([listNameFrom(""), listNameFrom("\u200b "), listNameFrom("x".repeat(81))]).toEqual([null, null, null]);
});
