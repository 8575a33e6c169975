import { expect, test } from "vitest";
import { CSV_ROWS_MAX, csvFileName, csvHref, csvOf, hasSeconds, type ChartTable } from "./chart-table.ts";

const NOON = Date.parse("2026-11-22T12:00:00Z");
const TABLE: ChartTable = {
  columns: [{ name: "Time", kind: "moment" }, { name: "Delivered", kind: "number" }, { name: "Remark", kind: "text" }],
  rows: [[NOON, 1234.5, null], [NOON + 60_000, null, "=1+1, stopped"]],
};

test("the file has moments in UTC, plain numbers, empty cells for gaps, and no formula", () => {
  expect(csvOf(TABLE)).toBe("\uFEFFTime (UTC),Delivered,Remark\r\n2026-11-22T12:00:00.000Z,1234.5,\r\n2026-11-22T12:01:00.000Z,,\"'=1+1, stopped\"\r\n");
});

test("a link carries exactly the file", () => {
  const href = csvHref(TABLE) ?? "";
  expect(href).toMatch(/^data:text\/csv;charset=utf-8,[\x21-\x7e]+$/);
  expect(href).not.toMatch(/[#"\s]/);
  expect(decodeURIComponent(href.slice(href.indexOf(",") + 1))).toBe(csvOf(TABLE));
});

test("a file that is too long for a link is left to the moment when it is asked for", () => {
  const rows = (count: number) => ({ ...TABLE, rows: Array.from({ length: count }, (_, index) => [NOON + index, index, null]) });
  expect(csvHref(rows(1_000))).not.toBeNull();
  expect(csvHref(rows(1_900))).toBeNull();
  expect(csvHref(rows(10_000))).toBeNull();
});

test("a file never has more than so many rows, and keeps the latest", () => {
  const lines = csvOf({ columns: [{ name: "Count", kind: "number" }], rows: Array.from({ length: CSV_ROWS_MAX + 5 }, (_, index) => [index]) }).trimEnd().split("\r\n");
  expect(lines).toHaveLength(CSV_ROWS_MAX + 1);
  expect(lines.at(-1)).toBe(String(CSV_ROWS_MAX + 4));
});

test("a file is named after the title, in any script", () => {
  expect(csvFileName("Delivery per minute, last 36 minutes")).toBe("delivery-per-minute-last-36-minutes.csv");
  expect(csvFileName("../../Überblick: “Größe”")).toBe("überblick-größe.csv");
  expect(csvFileName("حملة نوفمبر")).toBe("حملة-نوفمبر.csv");
  expect(csvFileName("—")).toBe("chart.csv");
  expect(csvFileName("a".repeat(300)).length).toBe(84);
});

test("moments need their seconds as soon as one of them has some", () => {
  expect(hasSeconds(TABLE)).toBe(false);
  expect(hasSeconds({ ...TABLE, rows: [...TABLE.rows, [NOON + 1_000, 1, null]] })).toBe(true);
  expect(hasSeconds({ columns: [{ name: "Number", kind: "number" }], rows: [[61]] })).toBe(false);
});
