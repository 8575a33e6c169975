import { expect, test } from "vitest";
import type { ImportColumn } from "./csv-columns.ts";
import { previewOf } from "./import-preview.ts";

const columns: ImportColumn[] = [{ header: "Phone", role: "phone" }, { header: "Name", role: "name" }, { header: "Opt-in", role: "consent_at" }];
const plan = { columns, defaultCountry: "DE", now: new Date("2026-11-22T12:00:00Z") };
const lines = (...rows: string[][]) => rows.map((cells, at) => ({ line: at + 2, cells }));

test("the sample is read as the import reads it, repeats included", () => {
  const preview = previewOf(lines(["01512 3456789", "Ana", "2025-01-31"], ["+4915123456789", "Again", ""], ["12345", "Bo", ""], ["+447400123456", "Cai", "yes"]), plan);
  expect(preview).toMatchObject({ lines: 4, taken: 2, withoutConsent: 1 });
  expect(preview.rows.map(({ line, phone, problem }) => [line, phone, problem === null])).toEqual([[2, "+4915123456789", true], [3, "+4915123456789", false], [4, null, false], [5, "+447400123456", true]]);
  expect(preview.rows[0]).toMatchObject({ name: "Ana", consentAt: "2025-01-31T00:00:00.000Z" });
  expect(preview.rows[1]?.problem).toContain("line 2");
});

test("among many good lines a few bad ones are shown, in the order of the file", () => {
  const many = Array.from({ length: 100 }, (_, n) => [n % 10 === 9 ? "n/a" : `+49151234567${String(n).padStart(2, "0")}`, "", ""]);
  const { rows, problems, taken } = previewOf(lines(...many), plan);
  expect(rows).toHaveLength(8);
  expect(rows.filter(({ problem }) => problem !== null)).toHaveLength(3);
  expect(rows.map(({ line }) => line)).toEqual(rows.map(({ line }) => line).toSorted((a, b) => a - b));
  expect([taken, problems]).toEqual([90, [{ sentence: "There is no number in the cell.", lines: 10 }]]);
});

test("without a column for the number there is nothing to show", () => {
  expect(previewOf(lines(["+4915123456789"]), { ...plan, columns: [{ header: "Phone", role: "attribute" }] })).toEqual({ rows: [], lines: 1, taken: 0, withoutConsent: 0, problems: [] });
});
