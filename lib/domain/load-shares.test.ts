import * as fc from "fast-check";
import { expect, test } from "vitest";
import { leftOfEach, shareByLoad, shareEnds } from "./load-shares.ts";

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const idle = (mps: number) => ({ mps, load: 0 });

test("among idle senders the load follows the rate", () => {
  expect(shareByLoad([idle(80), idle(80)], 4_772)).toEqual([2_386, 2_386]);
  expect(shareByLoad([idle(400), idle(80)], 600)).toEqual([500, 100]);
  expect(shareByLoad([], 600)).toEqual([]);
});

test("who is busy gets less, and who is busy beyond the end gets none", () => {
  expect(shareByLoad([{ mps: 80, load: 800 }, idle(80)], 1_000)).toEqual([100, 900]);
  expect(shareByLoad([{ mps: 80, load: 80_000 }, idle(80)], 1_000)).toEqual([0, 1_000]);
});

const senders = fc.array(fc.record({ mps: fc.double({ min: 0.1, max: 400, noNaN: true }), load: fc.nat(100_000) }), { minLength: 1, maxLength: 12 });

test("shares lose nobody, and all who get one are done together", () => {
  fc.assert(
    fc.property(senders, fc.nat(1_000_000), (all, count) => {
      const shares = shareByLoad(all, count);
      expect(sum(shares)).toBe(count);
      expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
      const busy = all.map(({ mps, load }, index) => ({ mps, messages: load + (shares[index] ?? 0), shared: (shares[index] ?? 0) > 1 })).filter(({ shared }) => shared);
      // Each share is rounded by one message at most at either end.
      for (const one of busy) for (const other of busy) expect(Math.abs(one.messages / one.mps - other.messages / other.mps)).toBeLessThanOrEqual(1.01 / one.mps + 1.01 / other.mps);
    }),
  );
});

test("the last share ends at the end, whatever was rounded", () => {
  expect(shareEnds([80, 80])).toEqual([0.5, 1]);
  expect(shareEnds([0.1, 0.2, 0.7]).at(-1)).toBe(1);
});

test("what is left follows from what each was given and how fast it is", () => {
  expect(leftOfEach([{ mps: 80, given: 800 }, { mps: 20, given: 800 }], 1_000)).toEqual([320, 680]);
  // The first had little and is done.
  expect(leftOfEach([{ mps: 80, given: 100 }, { mps: 80, given: 1_900 }], 1_000)).toEqual([0, 1_000]);
  expect(leftOfEach([{ mps: 80, given: 0 }, { mps: 20, given: 0 }], 500)).toEqual([400, 100]);
});

test("what is left of each adds up to what is left, and nobody has more than was given", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ mps: fc.integer({ min: 1, max: 400 }), given: fc.nat(10_000) }), { minLength: 1, maxLength: 8 }), fc.double({ min: 0, max: 1, noNaN: true }), (all, part) => {
      const left = sum(all.map(({ given }) => given)) * part;
      const each = leftOfEach(all, left);
      expect(sum(each)).toBeCloseTo(left, 4);
      for (const [index, { given }] of all.entries()) expect(each[index] ?? 0).toBeLessThanOrEqual(given + 1e-6);
    }),
  );
});
