import { afterAll, beforeAll, expect, test } from "vitest";
import { disconnect, pool } from "./connection.ts";
import { findContact } from "./contacts.ts";
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

test("those who may not write to people see no whole number", async () => {
  expect((await findContact(pool(), { accountId: shop.accountId, contactId: shop.contacts.Ana ?? "" }, false))?.phone).toBe("+493••••••••01");
});

test("a contact is shown with lists, opt-outs and sandbox membership, and to nobody else's account", async () => {
  const ana = await findContact(pool(), { accountId: sandbox.accountId, contactId: sandbox.contacts.Ana ?? "" }, true);
  expect(ana).toMatchObject({ name: "Ana", phone: "+4930230201001", lists: [{ name: "Newsletter" }], attributes: { "First name": "Ana", City: "Berlin" }, joinedUntil: expect.any(Date), optOuts: [] });
  expect((await findContact(pool(), { accountId: sandbox.accountId, contactId: sandbox.contacts.Omar ?? "" }, true))?.joinedUntil).toBeNull();
  expect(await findContact(pool(), { accountId: shop.accountId, contactId: sandbox.contacts.Ana ?? "" }, true)).toBeNull();
});
