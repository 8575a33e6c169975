import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { disconnect, inTransaction, pool } from "#lib/db/connection.ts";
import { optOut } from "#lib/db/opt-out.ts";
import { listImportRows, listRowGroups } from "#lib/db/imports.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { seedCast, type Cast } from "#lib/db/testing-cast.ts";
import { countsOf, importFile, importOf, orderImport, runImportNow, uploadFile } from "./testing-import.ts";

let cast: Cast;
beforeAll(async () => {
  await freshDatabase();
  cast = await seedCast("none");
});
afterAll(disconnect);
beforeEach(() => pool().query("truncate contact, contact_list, audit_event cascade"));

const file = (content: string, list = "People") => ({ accountId: cast.accounts.live, actorId: cast.people.omar, content, list });
const lines = (...rows: string[]) => ["Phone,First name,Last name,Country,Opt-in at,City", ...rows].join("\n");
const person = async (phone: string) => (await pool().query("select * from contact where account_id = $1 and phone = $2", [cast.accounts.live, phone])).rows[0];
const members = async () => (await pool().query<{ list: string; phone: string }>("select l.name as list, r.phone from list_member m join contact_list l on l.id = m.list_id join contact r on r.id = m.contact_id order by 1, 2")).rows;

const ANA = "+4930230201001";
const BO = "+4930230201002";
const CAI = "+4930230201003";

test("people become contacts with their attributes and consent, and members of the list", async () => {
  const done = await importFile(file(lines(`${ANA},Ana,Roth,DE,2025-01-31,Kiel`, `030 230201002,Bo,,DE,,`)));
  expect(countsOf(done)).toEqual({ state: "done", rowsRead: 2, taken: 2, created: 2, duplicates: 0, rejected: 0, withoutConsent: 1 });
  expect(await person(ANA)).toMatchObject({ name: "Ana Roth", country: "DE", attributes: { "First name": "Ana", "Last name": "Roth", Country: "DE", "Opt-in at": "2025-01-31", City: "Kiel" }, consent_at: new Date("2025-01-31") });
  expect(await person(BO)).toMatchObject({ name: "Bo", consent_at: null, attributes: { "First name": "Bo", Country: "DE" } });
  expect(await members()).toEqual([{ list: "People", phone: ANA }, { list: "People", phone: BO }]);
  const { rows } = await pool().query("select columns from contact_list");
  expect(rows).toEqual([{ columns: ["First name", "Last name", "Country", "Opt-in at", "City"] }]);
  expect((await pool().query("select 1 from import_chunk")).rowCount).toBe(0);
});

test("the first line of a number is taken, and every other line of it says which that was", async () => {
  const done = await importFile(file(lines(`${ANA},Ana,,DE,,`, `00${ANA.slice(1)},Ana again,,DE,,`, `"030\n230201001",Twice broken,,DE,,`, `whatsapp:${ANA},Third,,DE,,`, "", "", `12345,Short,,US,,`, `${BO},Bo,,DE,,`)));
  expect(countsOf(done)).toMatchObject({ rowsRead: 6, taken: 2, duplicates: 3, rejected: 1 });
  expect((await person(ANA)).name).toBe("Ana");
  const key = { accountId: cast.accounts.live, importId: done.id };
  const { rows } = await listImportRows(pool(), key, { verdict: null, cursor: null });
  expect(rows.map(({ line, verdict, reason }) => [line, verdict, reason])).toEqual([[3, "duplicate", "line:2"], [4, "duplicate", "line:2"], [6, "duplicate", "line:2"], [9, "rejected", "short-code"]]);
  expect(rows[1]?.raw).toBe(`"030\n230201001",Twice broken,,DE,,`);
  expect(await listRowGroups(pool(), key)).toEqual([{ verdict: "rejected", reason: "short-code", lines: 1 }, { verdict: "duplicate", reason: "line:0", lines: 3 }]);
});

test("a known contact keeps what the file leaves empty, and the consent it has", async () => {
  await importFile(file(lines(`${ANA},Ana,Roth,DE,2025-01-31,Kiel`, `${BO},Bo,,DE,,Kiel`)));
  await importFile(file(`Phone,Opt-in at,City,Voucher\n${ANA},2026-02-02,,V1\n${BO},2026-02-02,Bremen,V2`, "Spring"));
  expect(await person(ANA)).toMatchObject({ name: "Ana Roth", consent_at: new Date("2025-01-31"), attributes: { City: "Kiel", Voucher: "V1", "First name": "Ana" } });
  expect(await person(BO)).toMatchObject({ name: "Bo", consent_at: new Date("2026-02-02"), attributes: { City: "Bremen", Voucher: "V2" } });
  expect((await members()).map(({ list }) => list)).toEqual(["People", "People", "Spring", "Spring"]);
});

test("the same file twice adds nobody and changes nobody", async () => {
  const content = lines(`${ANA},Ana,Roth,DE,2025-01-31,Kiel`, `${BO},Bo,,DE,,`);
  await importFile(file(content));
  const before = (await pool().query("select id, updated_at, xmin::text from contact order by id")).rows;
  const second = await importFile(file(content));
  expect(countsOf(second)).toMatchObject({ taken: 2, created: 0 });
  expect((await pool().query("select id, updated_at, xmin::text from contact order by id")).rows).toEqual(before);
  expect(await members()).toHaveLength(2);
});

test("an opt-out stays an opt-out, whichever came first", async () => {
  await inTransaction((tx) => optOut(tx, { accountId: cast.accounts.live, phone: ANA, reason: "stop-word", source: "inbound" }));
  await importFile(file(lines(`${ANA},Ana,,DE,2026-01-31,`, `${BO},Bo,,DE,2026-01-31,`)));
  await inTransaction((tx) => optOut(tx, { accountId: cast.accounts.live, phone: BO, reason: "asked", source: "person" }));
  await importFile(file(lines(`${ANA},Anna,,DE,2026-10-31,`, `${BO},Bob,,DE,2026-10-31,`)));
  expect(await person(ANA)).toMatchObject({ name: "Anna", opted_out_at: expect.any(Date) });
  expect(await person(BO)).toMatchObject({ name: "Bob", opted_out_at: expect.any(Date) });
});

test("an import that meets an opt-out on its way waits for it, and does not undo it", async () => {
  const key = await uploadFile(file(lines(`${ANA},Ana,,DE,2026-01-31,`, `${BO},Bo,,DE,2026-01-31,`)));
  await orderImport(cast.people.omar, key);
  let importing: Promise<unknown> = Promise.resolve();
  await inTransaction(async (tx) => {
    await optOut(tx, { accountId: cast.accounts.live, phone: ANA, reason: "stop-word", source: "inbound" });
    importing = runImportNow(key);
    await vi.waitFor(async () => expect((await pool().query("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")).rowCount).toBe(1));
  });
  expect(await importing).toEqual({ kind: "done" });
  expect(await person(ANA)).toMatchObject({ name: "Ana", opted_out_at: expect.any(Date) });
  expect((await importOf(key)).taken).toBe(2);
});

test("opt-outs of the very people who are being imported all hold", async () => {
  const phones = Array.from({ length: 3_000 }, (_, n) => `+49302302${String(n).padStart(5, "0")}`);
  const key = await uploadFile(file(lines(...phones.map((phone, n) => `${phone},Name ${n},,DE,2026-01-31,`))));
  await orderImport(cast.people.omar, key);
  const importing = runImportNow(key);
  const leaving = phones.filter((_, n) => n % 60 === 0);
  for (const phone of leaving) await inTransaction((tx) => optOut(tx, { accountId: cast.accounts.live, phone, reason: "stop-word", source: "inbound" }));
  expect(await importing).toEqual({ kind: "done" });
  const { rows } = await pool().query<{ phone: string }>("select phone from contact where opted_out_at is not null order by phone");
  expect(rows.map(({ phone }) => phone)).toEqual(leaving);
  expect((await pool().query("select 1 from contact")).rowCount).toBe(3_000);
});

test("two imports of the same people at once finish, and each person is one contact", async () => {
  const phones = Array.from({ length: 5_000 }, (_, n) => `+49302302${String(n).padStart(5, "0")}`);
  const forwards = await uploadFile(file(lines(...phones.map((phone) => `${phone},F,,DE,,`)), "Forwards"));
  const backwards = await uploadFile(file(lines(...phones.toReversed().map((phone) => `${phone},B,,DE,,`)), "Backwards"));
  for (const key of [forwards, backwards]) await orderImport(cast.people.omar, key);
  expect(await Promise.all([forwards, backwards].map(runImportNow))).toEqual([{ kind: "done" }, { kind: "done" }]);
  const [one, two] = [await importOf(forwards), await importOf(backwards)];
  expect([one.taken, two.taken, one.created + two.created]).toEqual([5_000, 5_000, 5_000]);
  expect((await pool().query("select 1 from list_member")).rowCount).toBe(10_000);
});

test("of two runs of one import, one waits for the other", async () => {
  const key = await uploadFile(file(lines(...Array.from({ length: 3_000 }, (_, n) => `+49302302${String(n).padStart(5, "0")},A,,DE,,`))));
  await orderImport(cast.people.omar, key);
  const outcomes = await Promise.all([runImportNow(key), runImportNow(key)]);
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["done", "held-elsewhere"]);
  expect(await runImportNow(key)).toEqual({ kind: "not-waiting" });
  expect(countsOf(await importOf(key))).toMatchObject({ taken: 3_000, created: 3_000 });
});

test("a file whose end cannot be read takes nobody, says where, and stays", async () => {
  const rows = Array.from({ length: 5_000 }, (_, n) => `+49302302${String(n).padStart(5, "0")},${"x".repeat(300)},,DE,,`);
  const done = await importFile(file(lines(...rows, `"${CAI},never closed,,DE,,`, `${BO},Bo,,DE,,`)));
  expect(done).toMatchObject({ state: "failed", taken: 0, created: 0 });
  expect(done.failure).toContain("line 5,002");
  expect((await pool().query("select 1 from contact")).rowCount).toBe(0);
  expect((await pool().query("select 1 from import_chunk")).rowCount).toBe(2);
  expect((await pool().query("select 1 from pg_class where relname ~ '^import_line_'")).rowCount).toBe(0);
});

test("an import and its order leave one audit row each, without a number in them", async () => {
  await importFile(file(lines(`${ANA},Ana,,DE,,`, "12345,,,US,,")));
  const { rows } = await pool().query<{ action: string; actor_id: string; detail: unknown }>("select action, actor_id, detail from audit_event order by id");
  expect(rows.map(({ action }) => action)).toEqual(["import.begun", "import.arrived", "import.started", "import.finished"]);
  expect(rows.at(-1)).toMatchObject({ actor_id: cast.people.omar, detail: { rowsRead: 2, taken: 1, created: 1, duplicates: 0, rejected: 1 } });
  expect(JSON.stringify(rows)).not.toContain("30230201");
});

test("people of one account are not people of another", async () => {
  await importFile(file(lines(`${ANA},Ana,,DE,,`)));
  await importFile({ ...file(lines(`${ANA},Someone,,DE,,`)), accountId: cast.accounts.foreign, actorId: cast.people.fritz });
  expect((await person(ANA)).name).toBe("Ana");
  expect((await pool().query("select 1 from contact where phone = $1", [ANA])).rowCount).toBe(2);
});
