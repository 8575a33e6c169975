import { afterAll, beforeAll, expect, test } from "vitest";
import { disconnect, pool } from "./connection.ts";
import { CONTACT_PAGE_SIZE, type ContactFilter, countContacts, findContact, listContacts } from "./contacts.ts";
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

const everybody = (): ContactFilter => ({ accountId: shop.accountId, text: "", listId: null, optedOut: false, wholeNumbers: true });
const names = async (filter: Partial<ContactFilter>) => (await listContacts(pool(), { ...everybody(), ...filter, cursor: null })).rows.map(({ name }) => name);

test("contacts are listed newest first, and only those of the account", async () => {
  expect(await names({})).toEqual(["Tom", "Vera", "Omar", "Ana", "Sue"]);
  expect(await countContacts(pool(), everybody())).toBe(5);
});

test.each<[Partial<ContactFilter>, string[]]>([
  [{ text: "a" }, ["Vera", "Omar", "Ana"]],
  [{ text: "VER" }, ["Vera"]],
  [{ text: "%" }, []],
  [{ text: "_" }, []],
  [{ text: "+49 30 2302 01001" }, ["Ana"]],
  [{ text: "0049-30-230201001" }, ["Ana"]],
  [{ text: "550105" }, ["Sue"]],
  [{ text: "550105", wholeNumbers: false }, []],
  [{ optedOut: true }, ["Vera"]],
  [{ text: "'; drop table contact" }, []],
])("a search for %o finds %j", async (filter, found) => {
  expect(await names(filter)).toEqual(found);
  expect(await countContacts(pool(), { ...everybody(), ...filter })).toBe(found.length);
});

test("a list is a filter, and another account's list finds nobody", async () => {
  await pool().query("delete from list_member where list_id = $1 and contact_id = $2", [shop.listId, shop.contacts.Tom]);
  expect(await names({ listId: shop.listId })).toEqual(["Vera", "Omar", "Ana", "Sue"]);
  expect(await names({ listId: sandbox.listId })).toEqual([]);
});

test("those who may not write to people see no whole number", async () => {
  const { rows } = await listContacts(pool(), { ...everybody(), wholeNumbers: false, cursor: null });
  expect(rows.map(({ phone }) => phone)).toContain("+493••••••••01");
  expect(JSON.stringify(rows)).not.toMatch(/\+\d{6}/);
  expect((await findContact(pool(), { accountId: shop.accountId, contactId: shop.contacts.Ana ?? "" }, false))?.phone).toBe("+493••••••••01");
});

test("pages follow each other without a gap, forwards and back", async () => {
  await pool().query("insert into contact (account_id, phone, name) select $1, '+49302309' || lpad(n::text, 5, '0'), 'Crowd ' || n from generate_series(1, 120) as n", [shop.accountId]);
  const first = await listContacts(pool(), { ...everybody(), text: "Crowd", cursor: null });
  const second = await listContacts(pool(), { ...everybody(), text: "Crowd", cursor: { direction: "after", key: first.after ?? "" } });
  const third = await listContacts(pool(), { ...everybody(), text: "Crowd", cursor: { direction: "after", key: second.after ?? "" } });
  const shown = [first, second, third].flatMap(({ rows }) => rows.map(({ name }) => name));
  expect(shown).toEqual(Array.from({ length: 120 }, (_, n) => `Crowd ${120 - n}`));
  expect([first.rows.length, first.before, third.after]).toEqual([CONTACT_PAGE_SIZE, null, null]);
  expect((await listContacts(pool(), { ...everybody(), text: "Crowd", cursor: { direction: "before", key: second.before ?? "" } })).rows).toEqual(first.rows);
});

test("a contact is shown with lists, opt-outs and sandbox membership, and to nobody else's account", async () => {
  const ana = await findContact(pool(), { accountId: sandbox.accountId, contactId: sandbox.contacts.Ana ?? "" }, true);
  expect(ana).toMatchObject({ name: "Ana", phone: "+4930230201001", lists: [{ name: "Newsletter" }], attributes: { "First name": "Ana", City: "Berlin" }, joinedUntil: expect.any(Date), optOuts: [] });
  expect((await findContact(pool(), { accountId: sandbox.accountId, contactId: sandbox.contacts.Omar ?? "" }, true))?.joinedUntil).toBeNull();
  expect(await findContact(pool(), { accountId: shop.accountId, contactId: sandbox.contacts.Ana ?? "" }, true)).toBeNull();
});
