import { afterAll, beforeAll, expect, test } from "vitest";
import { disconnect, pool } from "./connection.ts";
import { countImportsByState, IMPORT_PAGE_SIZE, type ImportQuery, listImports } from "./imports.ts";
import { freshDatabase } from "./testing.ts";
import { seedCast, type Cast } from "./testing-cast.ts";

let cast: Cast;
beforeAll(async () => {
  await freshDatabase();
  cast = await seedCast("none");
  await pool().query(
    `
    with l as (insert into contact_list (account_id, name, columns) values ($1, 'Spring', '{}') returning id)
    insert into contact_import (account_id, list_id, file_name, state, taken, created_at)
    select $1, l.id, n || '.csv', (case when n % 10 = 0 then 'failed' else 'done' end)::import_state, n % 7, now() - make_interval(hours => n) from l, generate_series(1, 30) as n
    `,
    [cast.accounts.live],
  );
});
afterAll(disconnect);

const files = async (query: Partial<ImportQuery>) => (await listImports(pool(), cast.accounts.live, 1, { state: null, sort: { by: "when", descending: true }, ...query })).imports.map(({ fileName }) => fileName);

test("imports come newest first, and the oldest or the largest when asked", async () => {
  expect((await files({})).slice(0, 2)).toEqual(["1.csv", "2.csv"]);
  expect((await files({ sort: { by: "when", descending: false } })).slice(0, 2)).toEqual(["30.csv", "29.csv"]);
  expect((await files({ sort: { by: "taken", descending: true } })).slice(0, 2)).toEqual(["6.csv", "13.csv"]);
});

test("a state is a filter, and is counted", async () => {
  expect(await files({ state: "failed" })).toEqual(["10.csv", "20.csv", "30.csv"]);
  expect(await countImportsByState(pool(), cast.accounts.live)).toEqual({ done: 27, failed: 3 });
  expect(await countImportsByState(pool(), cast.accounts.foreign)).toEqual({});
});

test("an import is on one page only", async () => {
  const sort = { by: "taken", descending: false } as const;
  const pages = await Promise.all([1, 2].map((page) => listImports(pool(), cast.accounts.live, page, { state: null, sort })));
  expect(pages.map(({ imports }) => imports.length)).toEqual([IMPORT_PAGE_SIZE, 10]);
  expect(new Set(pages.flatMap(({ imports }) => imports.map(({ id }) => id))).size).toBe(30);
});
