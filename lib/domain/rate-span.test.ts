import { expect, test } from "vitest";
import { rateSpan, type Run } from "./rate-span.ts";

const at = (seconds: number) => new Date(1_795_363_200_000 + seconds * 1000);
const run = (changes: Partial<Run>): Run => ({ launchedAt: at(0.4), finishedAt: null, asOf: at(600.7), windowSeconds: 120, lagSeconds: 2, stepSecondsMin: 1, ...changes });

test("what is under way shows its last window, up to the last complete second", () => {
  expect(rateSpan(run({}))).toEqual({ from: at(478), to: at(598), stepSeconds: 1 });
});

test("what has just begun shows what there is, and at least one second", () => {
  expect(rateSpan(run({ asOf: at(10) }))).toEqual({ from: at(0), to: at(8), stepSeconds: 1 });
  expect(rateSpan(run({ asOf: at(0.5) }))).toEqual({ from: at(0), to: at(1), stepSeconds: 1 });
});

test("a slow sender's steps are long, and the last of them ends now", () => {
  expect(rateSpan(run({ asOf: at(42), stepSecondsMin: 15 }))).toEqual({ from: at(10), to: at(40), stepSeconds: 15 });
  expect(rateSpan(run({ asOf: at(7), stepSecondsMin: 15 }))).toEqual({ from: at(-10), to: at(5), stepSeconds: 15 });
});

test("what is over is shown whole, several seconds taken together when it was long", () => {
  expect(rateSpan(run({ finishedAt: at(57.2) }))).toEqual({ from: at(0), to: at(58), stepSeconds: 1 });
  const long = rateSpan(run({ finishedAt: at(3600) }));
  expect(long.stepSeconds).toBe(20);
  expect((long.to.getTime() - long.from.getTime()) / 1000 / long.stepSeconds).toBeLessThanOrEqual(180);
});
