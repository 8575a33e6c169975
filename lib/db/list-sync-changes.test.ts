import { afterAll, beforeAll, expect, test } from "vitest";
import { disconnect, inTransaction, pool } from "./connection.ts";
import { applyReading, CHANGES_KEPT } from "./apply-reading.ts";
import { countSyncChanges, listChangesOf, listSyncChanges, SYNC_CHANGE_PAGE_SIZE } from "./list-sync-changes.ts";
import { freshDatabase } from "./testing.ts";
import { seedCast, type Cast } from "./testing-cast.ts";

let cast: Cast;
const TEMPLATE = "00000000-0000-4000-8000-000000000001";
const SENDER = "00000000-0000-4000-8000-000000000002";

beforeAll(async () => {
  await freshDatabase();
  cast = await seedCast("none");
  const insert = `insert into sync_change (account_id, at, subject, subject_id, name, kind, before, after) select $1, now(), $2, $3, 'thing ' || n, $4, 'a', 'b' from generate_series(1, $5) as n`;
  await pool().query(insert, [cast.accounts.live, "template", TEMPLATE, "status", 30]);
  await pool().query(insert, [cast.accounts.live, "sender", SENDER, "quality", 4]);
  await pool().query(insert, [cast.accounts.foreign, "template", TEMPLATE, "gone", 3]);
});
afterAll(disconnect);

const list = (filter: Partial<Parameters<typeof listSyncChanges>[2]> = {}) => listSyncChanges(pool(), cast.accounts.live, { subject: null, kind: null, page: 1, ...filter });

test("changes come newest first, in pages, and none of another account", async () => {
  const first = await list();
  expect([first.total, first.changes.length, first.changes[0]?.name]).toEqual([34, SYNC_CHANGE_PAGE_SIZE, "thing 4"]);
  expect((await list({ page: 2 })).changes).toHaveLength(9);
  expect((await list({ kind: "gone" })).total).toBe(0);
});

test("they are narrowed by what they are of and by kind, and counted so", async () => {
  expect((await list({ subject: "sender" })).total).toBe(4);
  expect((await list({ subject: "sender", kind: "status" })).total).toBe(0);
  expect(await countSyncChanges(pool(), cast.accounts.live, null)).toEqual({ subjects: { template: 30, sender: 4 }, kinds: { status: 30, quality: 4 } });
  expect((await countSyncChanges(pool(), cast.accounts.live, "sender")).kinds).toEqual({ quality: 4 });
});

test("one thing shows its last ten", async () => {
  expect((await listChangesOf(pool(), cast.accounts.live, TEMPLATE)).map(({ name }) => name)).toEqual(Array.from({ length: 10 }, (_, n) => `thing ${30 - n}`));
  expect(await listChangesOf(pool(), cast.accounts.sandbox, TEMPLATE)).toEqual([]);
});

test("an account keeps its newest changes, and another's are left alone", async () => {
  await pool().query(`insert into sync_change (account_id, at, subject, subject_id, name, kind) select $1, now(), 'template', $2, 'many', 'content' from generate_series(1, $3)`, [cast.accounts.live, TEMPLATE, CHANGES_KEPT]);
  const template = { contentSid: `HX${"1".repeat(32)}`, name: "new", language: "en", category: "utility", status: "approved", rejectionReason: null, content: { body: "", header: null, footer: null, buttons: [] }, variables: [] } as const;
  await inTransaction((tx) => applyReading(tx, { accountId: cast.accounts.live, templates: [{ ...template, content: { ...template.content, buttons: [] }, variables: [] }], senders: [], gone: { templates: [], senders: [] }, mps: 80, first: false }));
  const { total, changes } = await list();
  expect([total, changes[0]?.kind]).toEqual([CHANGES_KEPT, "added"]);
  expect((await listSyncChanges(pool(), cast.accounts.foreign, { subject: null, kind: null, page: 1 })).total).toBe(3);
});
