import { expect, test } from "vitest";
import { formatBytes, formatDuration, formatMoney, formatNumber, formatShare } from "./number-format.ts";

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

test("money has the decimals of its currency, and more where the price has more", () => {
  const dollars = (decimal: string) => formatMoney({ decimal, currency: "USD" });
  expect(["0", "5", "1234.5", "123456789.01", "0.0051", "0.10", "0.00000149"].map(dollars)).toEqual(["$0.00", "$5.00", "$1,234.50", "$123,456,789.01", "$0.0051", "$0.10", "$0.000001"]);
});

test("amounts under one another can have the same decimals", () => {
  expect(["1.887", "1.8105", "2"].map((decimal) => formatMoney({ decimal, currency: "USD" }, 4))).toEqual(["$1.8870", "$1.8105", "$2.0000"]);
});

test("a negative amount has a minus sign before its currency, and nothing is never negative", () => {
  expect(formatMoney({ decimal: "-0.1", currency: "USD" })).toBe("\u2212$0.10");
  expect(formatMoney({ minor: -123_456n, currency: "EUR" })).toBe("\u2212€1,234.56");
  expect(formatMoney({ decimal: "-0.00", currency: "USD" })).toBe("$0.00");
});

test("minor units are those of the currency, and stay exact beyond what a number can hold", () => {
  expect(formatMoney({ minor: 5, currency: "USD" })).toBe("$0.05");
  expect(formatMoney({ minor: 1_500, currency: "JPY" })).toBe("¥1,500");
  expect(plain(formatMoney({ minor: 1_500, currency: "KWD" }))).toBe("KWD 1.500");
  expect(formatMoney({ minor: 900_719_925_474_099_301n, currency: "USD" })).toBe("$9,007,199,254,740,993.01");
});

test("what is not an amount is a dash", () => {
  expect(["", "abc", "1,5", "1e5", "--1", "."].map((decimal) => formatMoney({ decimal, currency: "USD" }))).toEqual(Array(6).fill("–"));
});
