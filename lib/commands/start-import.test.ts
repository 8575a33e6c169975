import { afterAll, beforeAll, expect, test } from "vitest";
import { disconnect, pool } from "#lib/db/connection.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { seedCast, type Cast } from "#lib/db/testing-cast.ts";
import type { ColumnRole } from "#lib/domain/csv-columns.ts";
import { importOf, runImportNow, uploadFile } from "#lib/jobs/testing-import.ts";
import { discardImport } from "./discard-import.ts";
import { startImport } from "./start-import.ts";

let cast: Cast;
beforeAll(async () => {
  await freshDatabase();
  cast = await seedCast("none");
});
afterAll(disconnect);

const upload = (content = "Phone,Name\n+4930230201001,Ana\n") => uploadFile({ accountId: cast.accounts.live, actorId: cast.people.omar, content });
const audits = async () => (await pool().query<{ n: number }>("select count(*)::int as n from audit_event where action = 'import.started'")).rows[0]?.n;

test("the confirmed columns are what the import runs with", async () => {
  const key = await upload();
  const roles: ColumnRole[] = ["phone", "skip"];
  expect(await startImport(cast.people.omar, { ...key, roles, defaultCountry: "DE" })).toEqual({ kind: "started" });
  expect(await importOf(key)).toMatchObject({ state: "queued", defaultCountry: "DE", columns: [{ header: "Phone", role: "phone" }, { header: "Name", role: "skip" }] });
  await runImportNow(key);
  const { rows } = await pool().query("select name, attributes from contact where phone = '+4930230201001'");
  expect(rows).toEqual([{ name: "", attributes: {} }]);
});

test("an import is started once, from however many windows", async () => {
  const key = await upload();
  const before = await audits();
  const results = await Promise.all([1, 2, 3].map(() => startImport(cast.people.omar, { ...key, roles: ["phone", "name"], defaultCountry: null })));
  expect(results.map(({ kind }) => kind).sort()).toEqual(["not-startable", "not-startable", "started"]);
  expect(await audits()).toBe((before ?? 0) + 1);
});

test("columns that cannot be are refused with a sentence, and nothing changes", async () => {
  const key = await upload();
  const order = (...roles: ColumnRole[]) => startImport(cast.people.omar, { ...key, roles, defaultCountry: null });
  expect(await order("name", "attribute")).toMatchObject({ kind: "mapping", problem: expect.stringContaining("No column") });
  expect(await order("phone", "phone")).toMatchObject({ kind: "mapping" });
  expect(await order("phone")).toMatchObject({ kind: "mapping", problem: expect.stringContaining("not those of this file") });
  expect((await importOf(key)).state).toBe("mapping");
});

test("a file that is no list cannot be started, only discarded", async () => {
  const key = await upload("<!DOCTYPE html>");
  expect(await startImport(cast.people.omar, { ...key, roles: [], defaultCountry: null })).toEqual({ kind: "not-startable", state: "failed" });
  expect(await discardImport(cast.people.omar, key)).toEqual({ kind: "discarded" });
});

test("an account cannot start another one's import, and what runs cannot be discarded", async () => {
  const key = await upload();
  expect(await startImport(cast.people.fritz, { accountId: cast.accounts.foreign, importId: key.importId, roles: ["phone", "name"], defaultCountry: null })).toEqual({ kind: "no-such-import" });
  await startImport(cast.people.omar, { ...key, roles: ["phone", "name"], defaultCountry: null });
  expect(await discardImport(cast.people.omar, key)).toEqual({ kind: "not-possible" });
});
