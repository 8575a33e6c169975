import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { pool } from "#lib/db/connection.ts";
import { findErrorCodeImport, findImportedErrorCode, listOtherImportedCodes } from "#lib/db/imported-error-codes.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { ERROR_LIST_BYTES_MAX, importErrorCodes, removeImportedErrorCodes } from "./import-error-codes.ts";

const ANA = randomUUID();

beforeAll(async () => {
  await freshDatabase();
  await pool().query(`insert into person (id, email, name, password_hash) values ($1, 'ana@example.com', 'Ana', 'none')`, [ANA]);
});
beforeEach(async () => void (await pool().query(`truncate imported_error_code, audit_event`)));

async function* pieces(text: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
}

const file = (list: unknown) => pieces(JSON.stringify(list));

/** An entry with every field that Twilio publishes. */
function entry(code: unknown, changes: Record<string, unknown> = {}) {
  return {
    code,
    message: "Outside messaging window",
    log_level: "ERROR",
    secondary_message: null,
    log_type: "APPLICATION",
    docs: `https://www.twilio.com/docs/errors/${String(code)}`,
    causes: "- No reply\n- No template",
    solutions: "Use a template",
    description: "More than 24 hours — passed.",
    product: "Programmable Messaging",
    date_created: "2020-01-01",
    last_updated: "2026-01-01",
    ...changes,
  };
}

async function audit(): Promise<{ action: string; actor: string; account: string | null; detail: unknown }[]> {
  const { rows } = await pool().query(`select action, actor_id as actor, account_id as account, detail from audit_event order by id`);
  return rows;
}

test("a list is taken, shown with who brought it, and written down", async () => {
  expect(await importErrorCodes(ANA, file([entry(63016), entry("63999", { causes: null, solutions: ["One", "Two"] })]))).toEqual({ kind: "imported", taken: 2, wrong: 0 });
  expect(await findImportedErrorCode(pool(), 63016)).toEqual({
    code: 63016,
    name: "Outside messaging window",
    description: "More than 24 hours — passed.",
    causes: "- No reply\n- No template",
    solutions: "Use a template",
    docsUrl: "https://www.twilio.com/docs/errors/63016",
  });
  expect(await findImportedErrorCode(pool(), 63999)).toMatchObject({ causes: "", solutions: "One\nTwo" });
  expect(await findErrorCodeImport(pool())).toEqual({ codes: 2, at: expect.any(Date), by: "Ana" });
  expect(await listOtherImportedCodes(pool(), [63016])).toEqual([{ code: 63999, name: "Outside messaging window", description: "More than 24 hours — passed." }]);
  expect(await audit()).toEqual([{ action: "error-codes.imported", actor: ANA, account: null, detail: { taken: 2, wrong: 0, before: 0 } }]);
});

test("a code and a message are enough", async () => {
  expect(await importErrorCodes(ANA, file([{ code: 63016, message: "Said" }]))).toEqual({ kind: "imported", taken: 1, wrong: 0 });
  expect(await findImportedErrorCode(pool(), 63016)).toEqual({ code: 63016, name: "Said", description: "", causes: "", solutions: "", docsUrl: null });
});

test("entries that are none are counted and left out, and the first of a code stays", async () => {
  const list = [entry(63016), entry(63016, { message: "Second" }), entry("x"), entry(0), entry(1_000_000), entry(63017, { message: " " }), entry(63018, { causes: 7 }), null, "63019", [63020]];
  expect(await importErrorCodes(ANA, file(list))).toEqual({ kind: "imported", taken: 1, wrong: 9 });
  expect((await findImportedErrorCode(pool(), 63016))?.name).toBe("Outside messaging window");
});

test.each(["http://www.twilio.com/x", "https://twilio.com.evil.example/x", "https://eviltwilio.com/x", "javascript:alert(1)", 7, null])("a link that is not Twilio's, %s, is left out", async (docs) => {
  await importErrorCodes(ANA, file([entry(63016, { docs })]));
  expect((await findImportedErrorCode(pool(), 63016))?.docsUrl).toBeNull();
});

test("a text that no database holds, and one that is too long, are taken as far as they go", async () => {
  await importErrorCodes(ANA, file([entry(63016, { message: `A\0B${"x".repeat(1_000)}` })]));
  const found = await findImportedErrorCode(pool(), 63016);
  expect(found?.name).toMatch(/^ABx+$/);
  expect(found?.name.length).toBe(300);
});

test("a new list takes the place of the one before", async () => {
  await importErrorCodes(ANA, file([entry(63016), entry(63017)]));
  await importErrorCodes(ANA, file([entry(63018)]));
  expect(await findErrorCodeImport(pool())).toMatchObject({ codes: 1 });
  expect(await findImportedErrorCode(pool(), 63016)).toBeNull();
  expect((await audit()).at(-1)).toMatchObject({ detail: { before: 2 } });
});

test.each<[string, () => AsyncGenerator<Uint8Array>, string]>([
  ["a picture", () => pieces(new Uint8Array([0x89, 0x50, 0x4e, 0x47])), "not-json"],
  ["an empty file", () => pieces(""), "not-json"],
  ["a list that is cut off", () => pieces(JSON.stringify([entry(63016)]).slice(0, -3)), "not-json"],
  ["another kind of JSON", () => file({ codes: [entry(63016)] }), "not-a-list"],
  ["a list of nothing", () => file([]), "no-codes"],
  ["a list of other things", () => file([{ id: 1 }, 2]), "no-codes"],
  ["a list that is far too long", () => file(Array.from({ length: 5_001 }, () => 0)), "too-many"],
  ["a file that is too large", () => pieces(new Uint8Array(ERROR_LIST_BYTES_MAX + 1)), "too-large"],
])("%s is refused and changes nothing", async (_name, wrong, kind) => {
  await importErrorCodes(ANA, file([entry(63016)]));
  expect(await importErrorCodes(ANA, wrong())).toEqual({ kind });
  expect(await findErrorCodeImport(pool())).toMatchObject({ codes: 1 });
  expect(await audit()).toHaveLength(1);
});

test("a list can be taken away, once", async () => {
  await importErrorCodes(ANA, file([entry(63016), entry(63017)]));
  expect(await removeImportedErrorCodes(ANA)).toBe(2);
  expect(await removeImportedErrorCodes(ANA)).toBe(0);
  expect(await findErrorCodeImport(pool())).toBeNull();
  expect((await audit()).map((line) => line.action)).toEqual(["error-codes.imported", "error-codes.removed"]);
});
