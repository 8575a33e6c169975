import fc from "fast-check";
import { expect, test } from "vitest";
import { CANARY_WAIT_MS, canaryVerdict, type CanaryCounts } from "./canary.ts";

const of = (counts: Partial<CanaryCounts>): CanaryCounts => ({ size: 20, waiting: 0, sent: 0, arrived: 0, failed: 0, ...counts });

test("it waits while some have not left, and goes on once most are reported and half have arrived", () => {
  expect(canaryVerdict(of({ waiting: 1, arrived: 19 }), 1_000)).toBe("wait");
  expect(canaryVerdict(of({ sent: 7, arrived: 10 }), 1_000)).toBe("wait");
  expect(canaryVerdict(of({ sent: 9, arrived: 9 }), 1_000)).toBe("wait");
  expect(canaryVerdict(of({ sent: 8, arrived: 10 }), 1_000)).toBe("go");
  expect(canaryVerdict(of({ sent: 4, arrived: 10, failed: 4 }), 1_000)).toBe("go");
});

test("more than a fifth failed holds at once, also while others wait", () => {
  expect(canaryVerdict(of({ waiting: 10, failed: 5 }), null)).toBe("failed");
  expect(canaryVerdict(of({ waiting: 10, failed: 4 }), null)).toBe("wait");
});

test("without a word it holds after the time, and not before", () => {
  expect(canaryVerdict(of({ sent: 20 }), CANARY_WAIT_MS)).toBe("wait");
  expect(canaryVerdict(of({ sent: 20 }), CANARY_WAIT_MS + 1)).toBe("silent");
});

test("who was left out since does not keep the others waiting", () => {
  expect(canaryVerdict(of({ size: 0 }), null)).toBe("go");
});

test("it never goes on with more than a fifth failed, whatever else is known", () => {
  const counts = fc.record({ waiting: fc.nat(50), sent: fc.nat(50), arrived: fc.nat(50), failed: fc.nat(50), silent: fc.nat(50) });
  fc.assert(
    fc.property(counts, fc.option(fc.nat(CANARY_WAIT_MS * 2)), ({ silent, ...known }, since) => {
      const size = known.waiting + known.sent + known.arrived + known.failed + silent;
      if (canaryVerdict({ ...known, size }, since) === "go") expect(known.failed).toBeLessThanOrEqual(size / 5);
    }),
  );
});
