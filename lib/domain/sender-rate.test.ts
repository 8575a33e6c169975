import { expect, test } from "vitest";
import { ACCOUNT_SENDERS_MPS_MAX, rateInWords, rateLeftBeside, rateRefusal, SANDBOX_MPS_MAX } from "./sender-rate.ts";

test("a live sender can be set to anything above zero and up to 400 per second", () => {
  expect([0.1, 1, 80, 80.5, 400].map((mps) => rateRefusal("live", mps))).toEqual([null, null, null, null, null]);
  expect(rateRefusal("live", 400.01)).toBe("above-text-limit");
  expect([0, -1, Number.NaN, Infinity].map((mps) => rateRefusal("live", mps))).toEqual(Array(4).fill("not-a-rate"));
});

test("a sandbox sender can be set to one message in three seconds and not faster", () => {
  expect(rateRefusal("sandbox", SANDBOX_MPS_MAX)).toBeNull();
  expect(rateRefusal("sandbox", 0.1)).toBeNull();
  expect(rateRefusal("sandbox", 0.34)).toBe("above-sandbox-limit");
  expect(rateRefusal("sandbox", 400)).toBe("above-sandbox-limit");
});

test("a rate reads as people say it", () => {
  expect([80, 400, 1, 2.55, SANDBOX_MPS_MAX, 0.5, 0.15].map(rateInWords)).toEqual([
    "80 per second", "400 per second", "1 per second", "2.5 per second", "1 per 3 s", "1 per 2 s", "1 per 6.7 s",
  ]);
});

test("all senders of an account have 1,900 per second together", () => {
  expect(ACCOUNT_SENDERS_MPS_MAX).toBe(1_900);
  expect([0, 1_850, 2_400].map(rateLeftBeside)).toEqual([1_900, 50, 0]);
});
