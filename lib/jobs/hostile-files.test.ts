import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { disconnect, pool } from "#lib/db/connection.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { seedCast, type Cast } from "#lib/db/testing-cast.ts";
import { importFile } from "./testing-import.ts";

let cast: Cast;
beforeAll(async () => {
  await freshDatabase();
  cast = await seedCast("none");
});
afterAll(disconnect);
beforeEach(() => pool().query("truncate contact, contact_list cascade"));

const bring = (content: string | Uint8Array) => importFile({ accountId: cast.accounts.live, actorId: cast.people.omar, content }, { defaultCountry: "DE" });
const names = async () => (await pool().query<{ name: string }>("select name from contact order by phone")).rows.map(({ name }) => name);
const attributes = async () => (await pool().query<{ attributes: Record<string, string> }>("select attributes from contact order by phone")).rows.map((row) => row.attributes);

const number = (n: number) => `+4930230${String(n).padStart(6, "0")}`;
const ANA = number(201001);
const BO = number(201002);
const utf16 = (text: string, bigEndian: boolean) => {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return bigEndian ? bytes.swap16() : bytes;
};
const joined = (...parts: (string | number[])[]) => Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part))));

/** What is taken, repeated and refused, as somebody who reads the file with their eyes counts. */
const TAKEN: [string, string | Uint8Array, [number, number, number]][] = [
  ["UTF-8 with a byte-order mark", `\ufeffPhone,Name\r\n${ANA},Müller\r\n`, [1, 0, 0]],
  ["UTF-16, little end first", utf16(`Phone,Name\r\n${ANA},Müller\r\n${BO},李\r\n`, false), [2, 0, 0]],
  ["UTF-16, big end first", utf16(`Phone\tName\r\n${ANA}\tMüller\r\n`, true), [1, 0, 0]],
  ["Windows-1252", joined(`Phone;Name\r\n${ANA};M`, [0xfc], "ller\r\n"), [1, 0, 0]],
  ["UTF-8 with one broken byte", joined(`Phone,Name\n${ANA},Müller Gúbio\n${BO},Br`, [0xe9], "mer\n"), [2, 0, 0]],
  ["half of a surrogate pair", utf16(`Phone,Name\n${ANA},\ud83d lone\n`, false), [1, 0, 0]],
  ["NUL inside a cell and inside a number", `Phone,Name\n${ANA.slice(0, 5)}\0${ANA.slice(5)},A\0na\n`, [1, 0, 0]],
  ["every kind of line break in one file", `Phone,Name\r${ANA},A\n${BO},B\r\n12345,C`, [2, 0, 1]],
  ["no line break at the end", `Phone,Name\n${ANA},A`, [1, 0, 0]],
  ["semicolons", `Phone;Name\n${ANA};A, the first\n`, [1, 0, 0]],
  ["tabs", `Phone\tName\n${ANA}\tA\n`, [1, 0, 0]],
  ["bars", `Phone|Name\n${ANA}|A\n`, [1, 0, 0]],
  ["a stated delimiter", `sep=;\r\nPhone;Name\r\n${ANA};A\r\n`, [1, 0, 0]],
  ["quoted line breaks and doubled quotes", `Phone,Name\n${ANA},"A\r\n""the first"""\n${BO},B\n`, [2, 0, 0]],
  ["a quote in the middle of a cell", `Phone,Name\n${ANA},5" pipe\n${BO},"B" the second\n`, [2, 0, 0]],
  ["empty lines everywhere", `\n\n\nPhone,Name\n\n\n${ANA},A\n\n\n\n${BO},B\n\n`, [2, 0, 0]],
  ["a hundred thousand empty lines", `Phone,Name\n${"\n".repeat(100_000)}${ANA},A\n`, [1, 0, 0]],
  ["lines of nothing but commas", `Phone,Name\n${ANA},A\n,\n,\n`, [1, 0, 2]],
  ["a header that stands twice", `Phone,Name,Name\n${ANA},A,B\n`, [1, 0, 0]],
  ["empty headers", `Phone,,\n${ANA},A,B\n`, [1, 0, 0]],
  ["headers that are properties of every object", `Phone,__proto__,constructor,toString\n${ANA},A,B,C\n`, [1, 0, 0]],
  ["formulas", `Phone,Name\n${ANA},"=HYPERLINK(""http://x"",""y"")"\n${BO},@SUM(A1)\n`, [2, 0, 0]],
  ["numbers under a guard against formulas", `Phone,Name\n'${ANA},'=1+1\n`, [1, 0, 0]],
  ["scientific notation", `Phone,Name\n4.93023E+12,A\n${BO},B\n`, [1, 0, 1]],
  ["Arabic digits, a wide plus, marks and joiners", `Phone,Name\n+٤٩٣٠٢٣٠٢٠١٠٠١,A\n＋49 30 230201002,B\n\u202b+49\u200b30\u200d230201003\u202c,C\n`, [3, 0, 0]],
  ["repeats in disguise", `Phone,Name\n${ANA},A\n0049 30 230201001,B\n030/230201001,C\nwhatsapp:${ANA},D\n\u200f${ANA}\u200f,E\n`, [1, 4, 0]],
  ["emoji", `Phone,Name\n${ANA},👩‍👩‍👧‍👦 family\n`, [1, 0, 0]],
  ["more cells than columns", `Phone,Name\n${ANA},Roth, Ana\n${BO},B\n`, [1, 0, 1]],
  ["fewer cells than columns", `Phone,Name,City\n${ANA}\n${BO},B\n`, [2, 0, 0]],
  ["a cell that is too long", `Phone,Name\n${ANA},${"x".repeat(5_001)}\n${BO},B\n`, [1, 0, 1]],
  ["not one usable number", `Phone,Name\n12345,A\nn/a,B\n,C\n`, [0, 0, 3]],
  ["nulls, backslashes and COPY's own words", `Phone,Name\n${ANA},\\N\n${BO},\\.\n`, [2, 0, 0]],
  ["SQL", `Phone,Name\n${ANA},'); drop table contact; --\n`, [1, 0, 0]],
];

test.each(TAKEN)("%s: every line is accounted for", async (_name, content, [taken, duplicates, rejected]) => {
  const done = await bring(content);
  expect({ failure: done.failure, taken: done.taken, duplicates: done.duplicates, rejected: done.rejected, rows: done.rowsRead }).toEqual({ failure: null, taken, duplicates, rejected, rows: taken + duplicates + rejected });
  expect((await pool().query("select 1 from import_row where import_id = $1", [done.id])).rowCount).toBe(duplicates + rejected);
});

test("letters are what they were, in whatever code they came", async () => {
  for (const content of [TAKEN[0], TAKEN[2], TAKEN[3]].map((entry) => entry?.[1] ?? "")) {
    await pool().query("truncate contact cascade");
    await bring(content);
    expect(await names()).toEqual(["Müller"]);
  }
});

test("cells keep their text: quotes, line breaks, backslashes, formulas", async () => {
  await bring(`Phone,Note\n${ANA},"A\r\n""b"""\n${BO},"\\N \\. \t =1+1"\n`);
  expect(await attributes()).toEqual([{ Note: `A\n"b"` }, { Note: "\\N \\. \t =1+1" }]);
});

test("a header named like a property of every object is a header", async () => {
  await bring(`Phone,__proto__,constructor\n${ANA},A,B\n`);
  expect((await attributes()).map((own) => Object.entries(own))).toEqual([[["__proto__", "A"], ["constructor", "B"]]]);
});

const REFUSED: [string, string | Uint8Array, string][] = [
  ["nothing at all", "", "empty"],
  ["only white space", " \r\n\t\r\n", "empty"],
  ["a header alone", "Phone,Name\n", "no lines under them"],
  ["numbers without a header", `${ANA},A\n${BO},B\n`, "no column names"],
  ["an Excel workbook", joined("PK", [3, 4], "[Content_Types].xml", [0, 0, 0]), "Excel workbook"],
  ["a zip archive", joined("PK", [3, 4], "contacts.csv", [0, 0, 0]), "archive"],
  ["a gzip archive", joined([0x1f, 0x8b, 8, 0], "contacts.csv"), "archive"],
  ["a picture", joined([0x89], "PNG\r\n", [0x1a, 10, 0, 0]), "picture"],
  ["a web page", "<!DOCTYPE html><html><body>Sign in</body></html>", "web page"],
  ["JSON", `[{"phone":"${ANA}"}]`, "JSON"],
  ["a hundred thousand columns", `${Array.from({ length: 100_000 }, (_, at) => `c${at}`).join(",")}\nx\n`, "100,000 columns"],
  ["a header of megabytes", "x".repeat(3_000_000), "more than 1 MB"],
  ["a quote that nobody closes", `Phone,Name\n"${ANA},A\n${BO},B\n`, "line 2"],
  ["bytes of a program", Buffer.from(Array.from({ length: 5_000 }, (_, at) => (at * 7) % 32)), "not a text file"],
];

test.each(REFUSED)("%s is refused in words, takes nobody and stays until somebody decides", async (_name, content, words) => {
  const done = await bring(content);
  expect(done.state).toBe("failed");
  expect(done.failure).toContain(words);
  expect(done.failure).toMatch(/^[A-Z].*\.$/s);
  expect((await pool().query("select 1 from contact")).rowCount).toBe(0);
});

test("a field of megabytes ends the import with the line it begins in, and takes nobody", async () => {
  const done = await bring(`Phone,Name\n${ANA},A\n${BO},"${"x".repeat(4_000_000)}"\n`);
  expect(done).toMatchObject({ state: "failed", taken: 0 });
  expect(done.failure).toContain("line 3");
  expect(await names()).toEqual([]);
});
