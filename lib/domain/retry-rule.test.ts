import fc from "fast-check";
import { expect, test } from "vitest";
import { ERROR_CODES } from "./error-codes.ts";
import { reactionTo } from "./reaction.ts";
import { RETRIES_MAX, RETRYABLE_CODES, retryClassOf, retryOf } from "./retry-rule.ts";

const DAY_MS = 86_400_000;

test.each([
  ["marketing-cap", [63049]],
  ["limit", [21611, 30001, 30017, 63017, 63018, 63038]],
  ["quiet-hours", [30610, 30615]],
  ["trouble", [30003, 30008, 63010, 63011, 63012, 63023, 63025, 63029]],
])("%s: these codes and no others", (retryClass, codes) => {
  expect(ERROR_CODES.map(({ code }) => code).filter((code) => retryClassOf(code) === retryClass)).toEqual(codes);
});

test("what is the person's, the template's, the sender's or the account's never goes again by itself", () => {
  const permanent = ERROR_CODES.map(({ code }) => code).filter((code) => !["retry-later", "slow-down"].includes(reactionTo({ code }).kind));
  expect(permanent.filter((code) => retryOf({ code, earlierCodes: [], place: 0 }) !== null)).toEqual([]);
  for (const code of [null, 0, 99_999, 20429]) expect(retryOf({ code, earlierCodes: [], place: 0 })).toBeNull();
});

test("marketing waits a day at the least, and never goes again to the United States", () => {
  for (const place of [0, 0.5, 1]) expect(retryOf({ code: 63049, country: "DE", earlierCodes: [], place })?.waitMs).toBeGreaterThanOrEqual(DAY_MS);
  expect(retryOf({ code: 63049, country: "US", earlierCodes: [], place: 0 })).toBeNull();
});

test("63018 waits as long as the limit behind it", () => {
  const waitFor = (channelText: string) => retryOf({ code: 63018, channelText, earlierCodes: [], place: 0 })?.waitMs;
  expect([waitFor("131056"), waitFor("130429"), waitFor("131048")]).toEqual([60_000, 60_000, 4 * 3_600_000]);
});

test("however a message fails, it goes again no more often than its classes allow together", () => {
  const most = Object.values(RETRIES_MAX).reduce((sum, max) => sum + max, 0);
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...RETRYABLE_CODES), { minLength: 40, maxLength: 80 }), (codes) => {
      const failed: number[] = [];
      for (const code of codes) {
        if (retryOf({ code, country: "DE", earlierCodes: failed, place: 0 }) === null) break;
        failed.push(code);
      }
      expect(failed.length).toBeLessThanOrEqual(most);
      for (const [retryClass, max] of Object.entries(RETRIES_MAX)) expect(failed.filter((code) => retryClassOf(code) === retryClass).length).toBeLessThanOrEqual(max);
    }),
  );
});
