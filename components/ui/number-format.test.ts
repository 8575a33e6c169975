import { expect, test } from "vitest";
import { formatBytes, formatDuration, formatNumber, formatShare } from "./number-format.ts";

const plain = (text: string | null) => text?.replaceAll(/\s/gu, " ");

test("numbers are grouped", () => {
  expect(formatNumber(12_480)).toBe("12,480");
  expect(formatNumber(10_000_000n)).toBe("10,000,000");
  expect(formatNumber(79.64, 1)).toBe("79.6");
});

test("a share says 100 only for all and 0 only for none", () => {
  expect(plain(formatShare(4_870, 4_871))).toBe("99.9 %");
  expect(plain(formatShare(4_871, 4_871))).toBe("100 %");
  expect(plain(formatShare(1, 4_871))).toBe("< 0.1 %");
  expect(plain(formatShare(0, 4_871))).toBe("0 %");
  expect(plain(formatShare(93, 100))).toBe("93.0 %");
});

test("there is no share of nothing", () => {
  expect(formatShare(0, 0)).toBeNull();
});

test("durations have at most two units", () => {
  expect([0, 45, 90, 1_260, 3_600, 12_000, 200_000].map((seconds) => plain(formatDuration(seconds)))).toEqual(["0 s", "45 s", "2 min", "21 min", "1 h", "3 h 20 min", "2 d 8 h"]);
});

test("sizes are in thousands", () => {
  expect([0, 999, 1_536, 50_000_000, 3_200_000_000_000].map((bytes) => plain(formatBytes(bytes)))).toEqual(["0 bytes", "999 bytes", "1.5 kB", "50 MB", "3,200 GB"]);
});
