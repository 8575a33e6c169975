import { expect, test } from "vitest";
import { retryWaitMs } from "./retry-wait.ts";

test("the wait doubles with each try, up to half a minute", () => {
  expect([1, 2, 3, 4, 5, 32_767].map((tries) => retryWaitMs(2_000, tries, 0.5))).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

test("those refused together come back spread over half of their wait", () => {
  expect([0, 0.5, 1].map((place) => retryWaitMs(2_000, 1, place))).toEqual([1_500, 2_000, 2_500]);
});

test("an hour of refusals costs a message no more than 170 tries", () => {
  let waitedMs = 0;
  let tries = 1;
  for (; waitedMs < 3_600_000; tries += 1) waitedMs += retryWaitMs(2_000, tries, 0);
  expect(tries).toBeLessThan(170);
});

test("a limit of hours is waited out in full, and does not grow", () => {
  const dayMs = 86_400_000;
  for (const tries of [1, 5, 20]) for (const place of [0, 0.5, 1]) {
    expect(retryWaitMs(dayMs, tries, place)).toBeGreaterThanOrEqual(dayMs);
    expect(retryWaitMs(dayMs, tries, place)).toBeLessThanOrEqual(dayMs * 1.25);
  }
});
