import { expect, test } from "vitest";
import { nextReportCheck } from "./report-check.ts";

const END = new Date("2026-11-20T10:00:00Z");
const after = (hours: number) => new Date(END.getTime() + hours * 3_600_000);

test("a running campaign is walked through every half hour", () => {
  expect(nextReportCheck(null, END)).toEqual(after(0.5));
});

test("one that is over is walked through less and less often, and not for ever", () => {
  const moments = [0, 0.5, 5, 23, 71].map((hours) => nextReportCheck(END, after(hours)));
  expect(moments).toEqual([after(1 / 6), after(1), after(6), after(24), after(72)]);
  expect(nextReportCheck(END, after(72))).toBeNull();
});
