import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Cursor } from "#lib/domain/keyset.ts";
import { disconnect, pool } from "./connection.ts";
import { CONTACT_COUNT_MAX, CONTACT_PAGE_SIZE, type ContactOrder, type ContactSearch, countContacts, CROWD_MIN, isCrowd, listContacts, orderFor } from "./list-contacts.ts";
import { freshDatabase } from "./testing.ts";
import { seedShop, type SeededShop } from "./testing-shop.ts";

let shop: SeededShop;
let sandbox: SeededShop;
beforeAll(async () => {
  await freshDatabase();
  shop = await seedShop(pool(), "live");
  sandbox = await seedShop(pool(), "sandbox");
});
afterAll(disconnect);
afterEach(() => pool().query("delete from contact where phone like '+49302309%'"));

const NEWEST: ContactOrder = { by: "added", descending: true };
const everybody = (): ContactSearch => ({ accountId: shop.accountId, text: "", listId: null, standing: null, country: null, wholeNumbers: true, crowd: false, order: NEWEST, cursor: null });
const list = (search: Partial<ContactSearch>) => listContacts(pool(), { ...everybody(), ...search });
const names = async (search: Partial<ContactSearch>) => (await list(search)).rows.map(({ name }) => name);
/** In the order in which they can be listed. */
const crowded = (search: Partial<ContactSearch>): Partial<ContactSearch> => ({ ...search, crowd: true, order: orderFor({ ...everybody(), ...search }, true, search.order ?? NEWEST) });

/** `Crowd 1`, `Crowd 2` and so on; every third has no name. */
async function addCrowd(count: number): Promise<void> {
  await pool().query("insert into contact (account_id, phone, name) select $1, '+49302309' || lpad(n::text, 6, '0'), case when n % 3 > 0 then 'Crowd ' || n else '' end from generate_series(1, $2::int) as n", [shop.accountId, count]);
}

test("contacts are listed newest first, and only those of the account", async () => {
  expect(await names({})).toEqual(["Tom", "Vera", "Omar", "Ana", "Sue"]);
  expect(await countContacts(pool(), everybody())).toEqual({ found: 5, more: false });
});

test.each<[Partial<ContactSearch>, string[]]>([
  [{ text: "a" }, ["Vera", "Omar", "Ana"]],
  [{ text: "VER" }, ["Vera"]],
  [{ text: "%" }, []],
  [{ text: "_" }, []],
  [{ text: "+49 30 2302 01001" }, ["Ana"]],
  [{ text: "0049-30-230201001" }, ["Ana"]],
  [{ text: "550105" }, ["Sue"]],
  [{ text: "550105", wholeNumbers: false }, []],
  [{ standing: "opted-out" }, ["Vera"]],
  [{ standing: "no-consent" }, ["Tom"]],
  [{ standing: "reachable" }, ["Omar", "Ana", "Sue"]],
  [{ country: "US" }, ["Sue"]],
  [{ country: "US", standing: "opted-out" }, []],
  [{ text: "'; drop table contact" }, []],
])("a search for %o finds %j", async (search, found) => {
  expect(await names(search)).toEqual(found);
  expect(await countContacts(pool(), { ...everybody(), ...search })).toEqual({ found: found.length, more: false });
});

test.each<[Partial<ContactSearch>, string[]]>([
  [{}, ["Tom", "Vera", "Omar", "Ana", "Sue"]],
  [{ text: "V" }, ["Vera"]],
  [{ text: "a" }, ["Ana"]],
  [{ text: "%" }, []],
  [{ text: "+49 30 2302 01001" }, ["Ana"]],
  [{ text: "004930" }, ["Ana", "Omar", "Vera", "Tom"]],
  [{ text: "030" }, []],
  [{ text: "550105" }, []],
  [{ text: "1202" }, ["Sue"]],
  [{ text: "1202", wholeNumbers: false }, []],
  [{ text: "1202", country: "DE" }, []],
  [{ text: "o", standing: "reachable" }, ["Omar"]],
  [{ order: { by: "name", descending: true } }, ["Vera", "Tom", "Sue", "Omar", "Ana"]],
])("in a crowd, a search for %o finds what begins so: %j", async (search, found) => {
  expect(await names(crowded(search))).toEqual(found);
  expect(await countContacts(pool(), { ...everybody(), ...crowded(search) })).toEqual({ found: found.length, more: false });
});

test("a search in a crowd is answered in the order of the index that it goes through", () => {
  const asked = { by: "added", descending: true };
  expect(orderFor({ text: "ana", wholeNumbers: true }, true, asked)).toEqual({ by: "name", descending: false });
  expect(orderFor({ text: "ana", wholeNumbers: true }, true, { by: "name", descending: true })).toEqual({ by: "name", descending: true });
  expect(orderFor({ text: "+49", wholeNumbers: true }, true, asked)).toEqual({ by: "number", descending: false });
  expect(orderFor({ text: "+49", wholeNumbers: false }, true, asked)).toEqual({ by: "name", descending: false });
  expect(orderFor({ text: "ana", wholeNumbers: true }, false, asked)).toEqual(NEWEST);
});

test("a list is a filter in every order, and another account's list finds nobody", async () => {
  await pool().query("delete from list_member where list_id = $1 and contact_id = $2", [shop.listId, shop.contacts.Tom]);
  expect(await names({ listId: shop.listId })).toEqual(["Vera", "Omar", "Ana", "Sue"]);
  for (const crowd of [false, true]) expect(await names({ listId: shop.listId, crowd, order: { by: "name", descending: false } })).toEqual(["Ana", "Omar", "Sue", "Vera"]);
  expect(await names({ listId: sandbox.listId })).toEqual([]);
  expect(await names({ listId: sandbox.listId, order: { by: "name", descending: false } })).toEqual([]);
});

test("those who may not write to people see no whole number", async () => {
  const { rows } = await list({ wholeNumbers: false });
  expect(rows.map(({ phone }) => phone)).toContain("+493••••••••01");
  expect(JSON.stringify(rows)).not.toMatch(/\+\d{6}/);
});

const ORDERS: ContactOrder[] = [NEWEST, { by: "added", descending: false }, { by: "name", descending: false }, { by: "name", descending: true }];
describe.each([false, true])("in a crowd: %s", (crowd) => {
  test.each(ORDERS)("pages in the order %o follow each other without a gap, forwards and back, also among those without a name", async (order) => {
    await addCrowd(320);
    const pages = [await list({ crowd, order })];
    while (pages.at(-1)?.after && pages.length < 10) pages.push(await list({ crowd, order, cursor: { direction: "after", key: pages.at(-1)?.after ?? "" } }));
    const shown = pages.flatMap(({ rows }) => rows);
    expect([shown.length, new Set(shown.map(({ id }) => id)).size]).toEqual([325, 325]);
    expect(pages[0]?.rows).toHaveLength(CONTACT_PAGE_SIZE);
    expect(pages.map(({ before }) => before !== null)).toEqual([false, ...pages.slice(1).map(() => true)]);
    expect(shown).toEqual([...shown].sort((a, b) => inOrder(order, a, b)));
    for (const [index, page] of pages.entries()) {
      const cursor: Cursor = page.before === null ? null : { direction: "before", key: page.before };
      if (cursor) expect((await list({ crowd, order, cursor })).rows).toEqual(pages[index - 1]?.rows);
    }
  });
});

function inOrder({ by, descending }: ContactOrder, a: { id: string; name: string }, b: { id: string; name: string }): number {
  const [first, second] = [a.name.toLowerCase(), b.name.toLowerCase()];
  const upwards = by === "name" && first !== second ? (first < second ? -1 : 1) : Number(a.id) - Number(b.id);
  return descending ? -upwards : upwards;
}

test("numbers that begin alike are walked without a gap, and no key tells one", async () => {
  await addCrowd(120);
  const search = crowded({ text: "+49302309" });
  const first = await list(search);
  const second = await list({ ...search, cursor: { direction: "after", key: first.after ?? "" } });
  const third = await list({ ...search, cursor: { direction: "after", key: second.after ?? "" } });
  const phones = [first, second, third].flatMap(({ rows }) => rows.map(({ phone }) => phone));
  expect([phones.length, phones]).toEqual([120, [...phones].sort()]);
  expect(first.after).toBe(first.rows.at(-1)?.id);
  expect((await list({ ...search, cursor: { direction: "before", key: second.before ?? "" } })).rows).toEqual(first.rows);
});

test("a crowd is looked through in parts, which together show everybody who fits", async () => {
  await addCrowd(CROWD_MIN + 100);
  expect(await isCrowd(pool(), everybody())).toBe(true);
  expect(await isCrowd(pool(), { accountId: shop.accountId, listId: shop.listId })).toBe(false);
  expect(await isCrowd(pool(), { accountId: sandbox.accountId, listId: null })).toBe(false);
  for (const order of [NEWEST, { by: "name", descending: true } as const]) {
    const first = await list({ crowd: true, standing: "opted-out", order });
    expect(first.cutShort).toBe(true);
    const second = await list({ crowd: true, standing: "opted-out", order, cursor: { direction: "after", key: first.after ?? "" } });
    expect([...first.rows, ...second.rows].map(({ name }) => name)).toEqual(["Vera"]);
    expect([second.cutShort, second.after]).toEqual([false, null]);
  }
  expect(await countContacts(pool(), { ...everybody(), crowd: true })).toEqual({ found: CONTACT_COUNT_MAX, more: true });
  expect(await countContacts(pool(), { ...everybody(), crowd: true, standing: "opted-out" })).toEqual({ found: 0, more: true });
});
