import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Agenda } from "./agenda.ts";

const TICK_MS = 5;

describe("on a clock that the test winds", () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => void vi.useRealTimers());

  test("everything happens once, in order of its time, never early and within a tick", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 120 }), (delays) => {
        const start = Date.now();
        const agenda = new Agenda(() => Date.now());
        const happened: { dueAt: number; at: number }[] = [];
        for (const delay of delays) agenda.at(start + delay, () => happened.push({ dueAt: start + delay, at: Date.now() }));
        vi.advanceTimersByTime(3_000 + TICK_MS);

        expect(happened.map(({ dueAt }) => dueAt - start).toSorted((one, other) => one - other)).toEqual(delays.toSorted((one, other) => one - other));
        for (const { dueAt, at } of happened) expect(at - dueAt).toBeOneOf([0, 1, 2, 3, 4, 5]);
        expect(happened.map(({ at }) => at)).toEqual(happened.map(({ at }) => at).toSorted((one, other) => one - other));
      }),
      { numRuns: 300 },
    );
  });

  test("an action may plan the next one, even for a time that has passed", () => {
    const agenda = new Agenda(() => Date.now());
    const happened: string[] = [];
    agenda.at(10, () => {
      happened.push("first");
      agenda.at(0, () => happened.push("second"));
    });
    vi.advanceTimersByTime(30);
    expect(happened).toEqual(["first", "second"]);
  });

  test("a day that is months away is waited for", () => {
    const agenda = new Agenda(() => Date.now());
    const happened: string[] = [];
    agenda.at(60 * 86_400_000, () => happened.push("at last"));
    vi.advanceTimersByTime(59 * 86_400_000);
    expect(happened).toEqual([]);
    vi.advanceTimersByTime(2 * 86_400_000);
    expect(happened).toEqual(["at last"]);
  });

  test("what is cleared does not happen", () => {
    const agenda = new Agenda(() => Date.now());
    const happened: string[] = [];
    agenda.at(10, () => happened.push("never"));
    agenda.clear();
    vi.advanceTimersByTime(100);
    expect(happened).toEqual([]);
  });
});
