import { expect, test } from "vitest";
import { momentWriter, spanWriter } from "./moment-writer.ts";

const EVENING = Date.parse("2026-11-22T22:30:05Z");
const HOUR = 3_600_000;

test("a moment is written in the zone, which is named where nothing beside it does", () => {
  expect(momentWriter("Asia/Kathmandu", { seconds: true, zoneName: true })(EVENING)).toBe("23 Nov 2026, 04:15:05 GMT+5:45");
  expect(momentWriter("UTC", { seconds: false, zoneName: true })(EVENING)).toBe("22 Nov 2026, 22:30 UTC");
  expect(momentWriter("UTC", { seconds: false, zoneName: false })(EVENING)).toBe("22 Nov 2026, 22:30");
});

test("a span says its day once when it begins and ends on it", () => {
  expect(spanWriter("UTC")({ from: EVENING, to: EVENING + HOUR })).toBe("22 Nov, 22:30 to 23:30");
  expect(spanWriter("UTC")({ from: EVENING, to: EVENING + 2 * HOUR })).toBe("22 Nov, 22:30 to 23 Nov, 00:30");
  expect(spanWriter("Europe/Berlin")({ from: EVENING, to: EVENING + 2 * HOUR })).toBe("22 Nov, 23:30 to 23 Nov, 01:30");
});

test("a span of a year is not taken for one of a few hours", () => {
  expect(spanWriter("UTC")({ from: EVENING, to: EVENING + 365 * 24 * HOUR })).toBe("22 Nov, 22:30 to 22 Nov, 22:30");
});
