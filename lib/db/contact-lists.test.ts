import { afterAll, beforeAll, expect, test } from "vitest";
import { pool, disconnect } from "./connection.ts";
import { findListName, LIST_COUNT_MAX, LIST_PAGE_SIZE, LIST_SORTS, listLists, type ListQuery, type ListSort } from "./contact-lists.ts";
import { freshDatabase } from "./testing.ts";
import { seedCast, type Cast } from "./testing-cast.ts";

let cast: Cast;
beforeAll(async () => {
  await freshDatabase();
  cast = await seedCast("none");
  const { rows } = await pool().query<{ id: string }>("insert into contact (account_id, phone) select $1, '+49302309' || lpad(n::text, 6, '0') from generate_series(1, 60) as n returning id", [cast.accounts.live]);
  // List n has n people; every third was imported into, the earlier the higher its number.
  await pool().query("insert into contact_list (account_id, name, columns, created_at) select $1, 'List ' || lpad(n::text, 2, '0'), '{}', now() - make_interval(hours => n) from generate_series(1, 45) as n", [cast.accounts.live]);
  await pool().query("insert into list_member select account_id, l.id, unnest(($1::bigint[])[1:right(l.name, 2)::int]) from contact_list l", [rows.map(({ id }) => id)]);
  await pool().query("insert into contact_import (account_id, list_id, file_name, state, finished_at) select account_id, id, 'a.csv', 'done', created_at from contact_list where right(name, 2)::int % 3 = 0");
  await pool().query("insert into campaign (account_id, name, list_id) select account_id, 'Sale', id from contact_list where name = 'List 07'");
});
afterAll(disconnect);

const list = (query: Partial<ListQuery>, page = 1) => listLists(pool(), cast.accounts.live, page, { search: "", sort: { by: "created", descending: true }, ...query });
const names = async (query: Partial<ListQuery>) => (await list(query)).lists.map(({ name }) => name.slice(-2));

test("lists come newest first, each with its people and campaigns", async () => {
  const { lists, total } = await listLists(pool(), cast.accounts.live, 1);
  expect([lists.length, total]).toEqual([LIST_PAGE_SIZE, 45]);
  expect(lists[0]).toMatchObject({ name: "List 01", people: 1, campaigns: 0, importedAt: null });
  expect(lists[6]).toMatchObject({ name: "List 07", people: 7, campaigns: 1 });
  expect(await findListName(pool(), { accountId: cast.accounts.live, listId: lists[0]?.id ?? "" })).toBe("List 01");
  expect(await findListName(pool(), { accountId: cast.accounts.foreign, listId: lists[0]?.id ?? "" })).toBeNull();
});

test.each<[ListSort, string[]]>([
  [{ by: "name", descending: false }, ["01", "02"]],
  [{ by: "name", descending: true }, ["45", "44"]],
  [{ by: "people", descending: true }, ["45", "44"]],
  [{ by: "people", descending: false }, ["01", "02"]],
  [{ by: "imported", descending: true }, ["03", "06"]],
  [{ by: "imported", descending: false }, ["45", "42"]],
])("in the order %o the first are %j", async (sort, first) => {
  expect((await names({ sort })).slice(0, 2)).toEqual(first);
});

test("a list is on one page only, whatever the order", async () => {
  for (const by of LIST_SORTS) {
    const pages = await Promise.all([1, 2, 3].map((page) => list({ sort: { by, descending: true } }, page)));
    expect(new Set(pages.flatMap(({ lists }) => lists.map(({ id }) => id))).size).toBe(45);
  }
});

test("a search finds any part of a name, and takes no sign for a pattern", async () => {
  expect((await names({ search: "LIST 4" })).sort()).toEqual(["40", "41", "42", "43", "44", "45"]);
  expect([await names({ search: "%" }), await names({ search: "_" })]).toEqual([[], []]);
});

test("a very large list is counted no further than it needs to be", async () => {
  await pool().query("insert into contact (account_id, phone) select $1, '+4931' || lpad(n::text, 8, '0') from generate_series(1, $2::int) as n", [cast.accounts.sandbox, LIST_COUNT_MAX + 10]);
  await pool().query("with l as (insert into contact_list (account_id, name, columns) values ($1, 'Everybody', '{}') returning id) insert into list_member select $1, l.id, c.id from l, contact c where c.account_id = $1", [cast.accounts.sandbox]);
  expect((await listLists(pool(), cast.accounts.sandbox, 1)).lists).toMatchObject([{ people: LIST_COUNT_MAX + 1 }]);
});
