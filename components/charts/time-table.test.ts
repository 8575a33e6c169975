import { expect, test } from "vitest";
import { timeTable } from "./time-table.ts";

const series = [{ key: "sent", name: "Sent", color: "chart-1" }] as const;
const points = [{ at: 0, values: { sent: 4 } }, { at: 60_000, values: { sent: null } }];

test("a row is a moment and its numbers, with the unit in the head", () => {
  expect(timeTable({ series: [...series], points, gaps: [], unit: "per s", decimals: 1 })).toEqual({
    columns: [{ name: "Time", kind: "moment" }, { name: "Sent (per s)", kind: "number", decimals: 1 }],
    rows: [[0, 4], [60_000, null]],
  });
});

test("a gap is explained in the row that has no number", () => {
  const { columns, rows } = timeTable({ series: [...series], points, gaps: [{ from: 30_000, to: 90_000, reason: "stopped" }], decimals: 0 });
  expect(columns.at(-1)).toEqual({ name: "Remark", kind: "text" });
  expect(rows).toEqual([[0, 4, null], [60_000, null, "stopped"]]);
});
