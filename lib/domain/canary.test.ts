import fc from "fast-check";
import { expect, test } from "vitest";
import { CANARY_WAIT_MS, canaryVerdict, type CanaryCounts } from "./canary.ts";

const of = (counts: Partial<CanaryCounts>): CanaryCounts => ({ size: 20, apart: 0, waiting: 0, sent: 0, arrived: 0, failed: 0, ready: 1, ...counts });

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

test("what does not leave is waited for no longer than reports are", () => {
  expect(canaryVerdict(of({ waiting: 1, arrived: 19 }), CANARY_WAIT_MS)).toBe("wait");
  expect(canaryVerdict(of({ waiting: 1, arrived: 19 }), CANARY_WAIT_MS + 1)).toBe("go");
  expect(canaryVerdict(of({ waiting: 10, arrived: 7, failed: 3 }), CANARY_WAIT_MS + 1)).toBe("failed");
  expect(canaryVerdict(of({ waiting: 20 }), null)).toBe("wait");
});

test("what cannot leave now keeps nobody waiting, and nobody goes whose own first messages have not left", () => {
  expect(canaryVerdict(of({ size: 10, apart: 10, arrived: 10 }), 1_000)).toBe("go");
  expect(canaryVerdict(of({ size: 10, apart: 10, arrived: 10, ready: 0 }), 1_000)).toBe("wait");
  expect(canaryVerdict(of({ size: 10, apart: 10, arrived: 7, failed: 3 }), 1_000)).toBe("failed");
  expect(canaryVerdict(of({ size: 1, apart: 19, failed: 1, ready: 0 }), 1_000)).toBe("wait");
});

test("it never goes on with more than a fifth failed, whatever else is known", () => {
  const counts = fc.record({ waiting: fc.nat(50), sent: fc.nat(50), arrived: fc.nat(50), failed: fc.nat(50), silent: fc.nat(50), apart: fc.nat(50), ready: fc.nat(2) });
  fc.assert(
    fc.property(counts, fc.option(fc.nat(CANARY_WAIT_MS * 2)), ({ silent, ...known }, since) => {
      const size = known.waiting + known.sent + known.arrived + known.failed + silent;
      if (canaryVerdict({ ...known, size }, since) === "go") expect(known.failed).toBeLessThanOrEqual((size - known.waiting) / 5);
    }),
  );
});
