import { afterAll, beforeAll, expect, test } from "vitest";
import { disconnect, pool } from "./connection.ts";
import { searchAccount } from "./search-account.ts";
import { freshDatabase } from "./testing.ts";
import { addSender, seedCast, type Cast } from "./testing-cast.ts";

let cast: Cast;

beforeAll(async () => {
  await freshDatabase();
  cast = await seedCast("none");
  for (const accountId of [cast.accounts.live, cast.accounts.foreign]) {
    await pool().query(`insert into contact (account_id, phone, name) values ($1, '+4930230201001', 'Ana 100%'), ($1, '+4930230201002', 'Hanna'), ($1, '+442079460999', 'Anabel')`, [accountId]);
    await pool().query(`insert into campaign (account_id, name) values ($1, 'Spring Banana'), ($1, 'Autumn')`, [accountId]);
    await pool().query(`insert into contact_list (account_id, name, columns) values ($1, 'Fans of Ana', '{}')`, [accountId]);
    await addSender(accountId, { phone: "+493023001001", name: "Anansi", mps: 80 });
  }
});
afterAll(disconnect);

const search = (text: string, more = {}) => searchAccount(pool(), { accountId: cast.accounts.live, text, wholeNumbers: true, limit: 5, ...more });

test("things are found by any part of their name, people by its start, each in this account alone", async () => {
  const { campaigns, contacts, lists, senders } = await search("ANA");
  expect(campaigns.map(({ name }) => name)).toEqual(["Spring Banana"]);
  expect(contacts.map(({ name }) => name)).toEqual(["Ana 100%", "Anabel"]);
  expect(lists.map(({ name }) => name)).toEqual(["Fans of Ana"]);
  expect(senders.map(({ name }) => name)).toEqual(["Anansi"]);
});

test("a number is found by its first digits, however it is spelled", async () => {
  for (const text of ["+49 30 2302", "0049 (30) 2302", "49302302"]) expect((await search(text)).contacts.map(({ name }) => name)).toEqual(["Ana 100%", "Hanna"]);
  expect((await search("030 2302")).contacts).toEqual([]);
});

test("whoever may not see numbers cannot find by them, and gets them masked", async () => {
  expect((await search("+49302302", { wholeNumbers: false })).contacts).toEqual([]);
  const [ana] = (await search("ana", { wholeNumbers: false })).contacts;
  expect(ana?.phone).not.toContain("0201001");
});

test("signs that mean something to a database are letters like any other", async () => {
  expect((await search("ana 100%")).contacts.map(({ name }) => name)).toEqual(["Ana 100%"]);
  expect((await search("%%")).contacts).toEqual([]);
  expect((await search("_na")).contacts).toEqual([]);
});

test("no more of each kind than was asked for", async () => {
  expect((await search("an", { limit: 1 })).contacts).toHaveLength(1);
});

test("people are found through an index, by name and by number", async () => {
  await pool().query(`insert into contact (account_id, phone, name) select $1, '+1202555' || lpad(n::text, 5, '0'), md5(n::text) from generate_series(1, 20000) as n`, [cast.accounts.foreign]);
  await pool().query("analyze contact");
  const plan = async (condition: string) => JSON.stringify((await pool().query(`explain (format json) select id from contact where account_id = $1 and ${condition} limit 5`, [cast.accounts.foreign])).rows);
  expect(await plan(`lower(name) like 'ana%' order by lower(name) using ~<~`)).toContain("contact_name_idx");
  expect(await plan(`phone >= '+4930' and phone < '+4931' order by phone`)).toContain("contact_phone_key");
});
