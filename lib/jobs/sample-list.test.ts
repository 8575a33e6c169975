import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { disconnect, pool } from "#lib/db/connection.ts";
import { listRowGroups } from "#lib/db/imports.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { seedCast, type Cast } from "#lib/db/testing-cast.ts";
import { simulatedAccounts } from "#simulator/fixtures.ts";
import { countsOf, importFile } from "./testing-import.ts";

const SAMPLE = path.resolve(import.meta.dirname, "../../samples/contacts-sample.csv");

let cast: Cast;
beforeAll(async () => {
  await freshDatabase();
  cast = await seedCast("none");
});
afterAll(disconnect);

test("the sample list shows a newcomer people, repeats, refusals and missing consent, and reaches every member of the simulated sandbox", async () => {
  const done = await importFile({ accountId: cast.accounts.live, actorId: cast.people.omar, content: readFileSync(SAMPLE) });
  expect(done.columns.map(({ role }) => role)).toEqual(["phone", "first_name", "last_name", "attribute", "country", "language", "consent_at", "consent_source", "attribute", "attribute", "attribute"]);
  expect(countsOf(done)).toEqual({ state: "done", rowsRead: 206, taken: 191, created: 191, duplicates: 6, rejected: 9, withoutConsent: 10 });
  const groups = await listRowGroups(pool(), { accountId: cast.accounts.live, importId: done.id });
  expect(groups.map(({ reason }) => reason).sort()).toEqual(["empty", "line:0", "no-digits", "scientific", "several", "short-code", "too-many-cells", "too-short", "unknown-country-code"]);
  const { rows } = await pool().query<{ phone: string }>("select phone from contact");
  const phones = new Set(rows.map(({ phone }) => phone));
  expect(simulatedAccounts[0].members.filter((member) => !phones.has(member))).toEqual([]);
});
