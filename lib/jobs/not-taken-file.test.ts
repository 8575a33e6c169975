import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { disconnect, pool } from "#lib/db/connection.ts";
import { findEarlierImport, listImports, listImportRows } from "#lib/db/imports.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { seedCast, type Cast } from "#lib/db/testing-cast.ts";
import { notTakenFile } from "./not-taken-file.ts";
import { importFile, importOf, uploadFile } from "./testing-import.ts";

let cast: Cast;
beforeAll(async () => {
  await freshDatabase();
  cast = await seedCast("none");
});
afterAll(disconnect);

const file = (content: string) => ({ accountId: cast.accounts.live, actorId: cast.people.omar, content });
const key = (importId: string) => ({ accountId: cast.accounts.live, importId });

async function download(importId: string): Promise<string> {
  let text = "";
  for await (const piece of notTakenFile(key(importId), await importOf(key(importId)))) text += piece;
  return text;
}

const BAD = `Phone;Name;Note
+4930230201001;Ana;first
12345;=HYPERLINK("http://x");"two
lines; and ""quotes"""
'+1 555;'=guarded;
;;
+4930230201001;Ana;again
n/a;a;b;c;d`;

test("the lines that were not taken come back with their own columns, the line and the reason", async () => {
  const done = await importFile(file(BAD));
  expect(done).toMatchObject({ rowsRead: 6, taken: 1, duplicates: 1, rejected: 4 });
  const rows: string[][] = parse(await download(done.id), { bom: true });
  expect(rows[0]).toEqual(["Phone", "Name", "Note", "Line", "Why it was not taken"]);
  expect(rows.slice(1).map((row) => row.slice(0, 4))).toEqual([
    ["12345", `'=HYPERLINK("http://x")`, 'two\nlines; and "quotes"', "3"],
    ["'+1 555", "'=guarded", "", "5"],
    ["", "", "", "6"],
    ["'+4930230201001", "Ana", "again", "7"],
    ["n/a", "a", "b, c, d", "8"],
  ]);
  expect(rows.map((row) => row[4])).toContain("The number is already in line 2, which was taken.");
});

test("imported again as it is, it says the same of every line, and mended it is taken", async () => {
  const first = await importFile(file(BAD));
  const again = await importFile(file(await download(first.id)));
  expect(again.columns.map(({ role }) => role)).toEqual(["phone", "name", "attribute", "skip", "skip"]);
  expect(again).toMatchObject({ rowsRead: 5, taken: 1, created: 0, rejected: 4 });
  const mended = await importFile(file((await download(again.id)).replace("12345", "+4930230201002").replace("'+1 555", "'+4930230201003")));
  expect(mended).toMatchObject({ taken: 2, created: 2, rejected: 2 });
  const { rows } = await pool().query("select name from contact where phone like '+493023020100%' order by phone");
  expect(rows).toEqual([{ name: "Ana" }, { name: `=HYPERLINK("http://x")` }, { name: "=guarded" }]);
});

test("ten thousand lines come one batch after the other, all of them", async () => {
  const done = await importFile(file(["Phone,Name", ...Array.from({ length: 10_000 }, (_, n) => `1234,Name ${n}`)].join("\n")));
  expect(parse(await download(done.id), { bom: true })).toHaveLength(10_001);
  const page = await listImportRows(pool(), key(done.id), { verdict: "rejected", cursor: { direction: "after", key: "9990" } });
  expect([page.rows.length, page.rows[0]?.line, page.after]).toEqual([11, 9_991, null]);
  expect((await listImportRows(pool(), key(done.id), { verdict: "duplicate", cursor: null })).rows).toEqual([]);
});

test("the same file is known when it comes again, under whatever name", async () => {
  const content = `Phone\n+4930230201009\n`;
  const first = await importFile({ ...file(content), list: "First" });
  const second = await uploadFile({ ...file(content), list: "Second" });
  expect(await findEarlierImport(pool(), second)).toMatchObject({ id: first.id, listName: "First" });
  expect(await findEarlierImport(pool(), key(first.id))).toBeNull();
  expect(await findEarlierImport(pool(), await uploadFile(file(`${content}\n`)))).toBeNull();
  const { imports, total } = await listImports(pool(), cast.accounts.live, 1);
  expect(imports).toHaveLength(total);
  expect(imports[0]).toMatchObject({ state: "mapping", list: { name: "People" }, createdBy: "Omar" });
  expect(await listImports(pool(), cast.accounts.foreign, 1)).toEqual({ imports: [], total: 0 });
});
