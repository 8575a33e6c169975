import { expect, test } from "vitest";
import * as fc from "fast-check";
import { secondsToSend, shareByRate, shareEnds } from "./horizon.ts";

test("one sender at 80 per second needs a minute for 4,800 people", () => {
  expect(secondsToSend([{ mps: 80, queued: 4_800 }])).toBe(60);
});

test("senders work side by side, so the slowest decides", () => {
  expect(secondsToSend([{ mps: 80, queued: 800 }, { mps: 20, queued: 800 }])).toBe(40);
});

test("work without a rate is never done, and no work takes no time", () => {
  expect(secondsToSend([{ mps: 0, queued: 1 }])).toBe(Infinity);
  expect(secondsToSend([{ mps: 0, queued: 0 }])).toBe(0);
  expect(secondsToSend([])).toBe(0);
});

test("shares follow the rates and lose nobody", () => {
  expect(shareByRate([80, 80], 4_772)).toEqual([2_386, 2_386]);
  expect(shareByRate([400, 80], 600)).toEqual([500, 100]);
  const rates = fc.array(fc.double({ min: 0.1, max: 400, noNaN: true }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(rates, fc.nat(1_000_000), (mps, count) => {
      const shares = shareByRate(mps, count);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(count);
      expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("the last share ends at the end", () => {
  expect(shareEnds([80, 80])).toEqual([0.5, 1]);
});
