import { expect, test } from "vitest";
import type { ImportColumn } from "./csv-columns.ts";
import { rowReader } from "./import-row.ts";
import { repeatOf, verdictGroup, verdictSentence } from "./import-verdict.ts";

const columns: ImportColumn[] = [
  { header: "Phone", role: "phone" },
  { header: "First name", role: "first_name" },
  { header: "Last name", role: "last_name" },
  { header: "Country", role: "country" },
  { header: "Language", role: "language" },
  { header: "Opt-in", role: "consent_at" },
  { header: "Via", role: "consent_source" },
  { header: "__proto__", role: "attribute" },
  { header: "Internal", role: "skip" },
];
const read = rowReader({ columns, defaultCountry: "DE", now: new Date("2026-11-22T12:00:00Z") });

test("a line becomes a contact with its attributes under their headers", () => {
  const reading = read(["07400 123456", " Ana", "Roth ", "UK", "en_GB", "2025-01-31", "store", "V1", "secret"]);
  expect(reading).toMatchObject({ ok: true, contact: { phone: "+447400123456", name: "Ana Roth", country: "GB", language: "en_GB", consentAt: new Date("2025-01-31"), consentSource: "store" } });
  expect(reading.ok && [...reading.contact.attributes]).toEqual([["First name", "Ana"], ["Last name", "Roth"], ["Country", "UK"], ["Language", "en_GB"], ["Opt-in", "2025-01-31"], ["Via", "store"], ["__proto__", "V1"]]);
});

test("the country beside a number goes before the country of the file, and an unknown one does not fall back to it", () => {
  expect(read(["01512 3456789"])).toMatchObject({ contact: { phone: "+4915123456789" } });
  expect(read(["01512 3456789", "", "", "Atlantis"])).toEqual({ ok: false, reason: "unknown-country" });
  expect(read(["+4915123456789", "", "", "Atlantis"])).toMatchObject({ ok: true });
});

test("a source without a readable date is no consent", () => {
  expect(read(["+4915123456789", "", "", "", "", "05/06/2025", "store"])).toMatchObject({ contact: { consentAt: null, consentSource: null } });
});

test("short lines are taken, lines with more cells than columns are not", () => {
  expect(read(["+4915123456789"])).toMatchObject({ ok: true });
  expect(read(["+4915123456789", "a", "b", "", "", "", "", "", "", " ", ""])).toMatchObject({ ok: true });
  expect(read(["+4915123456789", "a", "b", "", "", "", "", "", "", "one too many"])).toEqual({ ok: false, reason: "too-many-cells" });
});

test("a cell has an end, and what PostgreSQL cannot keep is left out", () => {
  expect(read(["+4915123456789", "x".repeat(5_001)])).toEqual({ ok: false, reason: "too-long-cell" });
  expect(read(["+4915123456789\0", "A\0na"])).toMatchObject({ contact: { phone: "+4915123456789", name: "Ana" } });
});

test("a guard against formulas comes off, and what it guarded is only text", () => {
  expect(read(["'+4915123456789", "'=1+1"])).toMatchObject({ contact: { name: "=1+1" } });
});

test("every verdict has its sentence", () => {
  expect(verdictSentence(repeatOf(1234))).toBe("The number is already in line 1,234, which was taken.");
  expect(verdictGroup(repeatOf(5))).toBe(verdictGroup(repeatOf(6)));
  expect(verdictSentence("short-code")).toContain("short code");
  expect(verdictSentence("constructor")).toBe("The line could not be read.");
});
