import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { disconnect, pool } from "#lib/db/connection.ts";
import { everyImportRow } from "#lib/db/imports.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { seedCast, type Cast } from "#lib/db/testing-cast.ts";
import { countsOf, importFile } from "./testing-import.ts";

/** A list of 5,000 people as people keep such lists. It does not come with the project. */
const LIST = path.resolve(import.meta.dirname, "../../../shared/data/contacts-5k.csv");

let cast: Cast;
beforeAll(async () => {
  await freshDatabase();
  cast = await seedCast("none");
});
afterAll(disconnect);

test.skipIf(!existsSync(LIST))("five thousand lines are taken, repeated or refused as an independent reader counts them, but for one that it misreads", async () => {
  const content = readFileSync(LIST);
  const done = await importFile({ accountId: cast.accounts.live, actorId: cast.people.omar, content });
  // The reader counts 4,772 people and 154 repeats. It takes line 902, the bare digits 5511961239035 beside Germany, for
  // a German landline (+49 5511961239035). They hold their country code: they are the Brazilian mobile of line 25 again.
  expect(countsOf(done)).toEqual({ state: "done", rowsRead: 5_000, taken: 4_772 - 1, created: 4_772 - 1, duplicates: 154 + 1, rejected: 74, withoutConsent: 296 });
  const { rows } = await pool().query("select reason, raw from import_row where import_id = $1 and line = 902", [done.id]);
  expect(rows).toEqual([{ reason: "line:25", raw: expect.stringMatching(/^5511961239035,.*,DE,/) }]);

  const people: Record<string, string>[] = parse(content, { bom: true, columns: true });
  const taken = await pool().query<{ attributes: Record<string, string> }>("select attributes from contact");
  const vouchers = new Map(people.map((person) => [person.Voucher, person]));
  for (const { attributes } of taken.rows) {
    const { "Phone number": _phone, ...written } = vouchers.get(attributes.Voucher ?? "") ?? {};
    const filled = Object.entries(written).flatMap(([header, cell]) => (cell.trim() === "" ? [] : [[header, cell.trim().replaceAll("\r\n", "\n")]]));
    expect(attributes).toEqual(Object.fromEntries(filled));
  }

  const refused: string[] = [];
  for await (const batch of everyImportRow(pool(), { accountId: cast.accounts.live, importId: done.id })) refused.push(...batch.map(({ raw }) => raw));
  const written = content.toString("utf8").replaceAll("\r\n", "\n");
  expect(refused.filter((raw) => !written.includes(raw))).toEqual([]);
  expect(refused).toHaveLength(229);
});
