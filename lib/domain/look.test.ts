import fc from "fast-check";
import { expect, test } from "vitest";
import { LOOK_AFTER_SECONDS, LOOK_FAILURES_MAX, verdictOf, type LookAnswer, type Looks } from "./look.ts";

const DEPARTED = new Date("2026-11-20T10:00:00Z");
const after = (seconds: number) => new Date(DEPARTED.getTime() + seconds * 1000);
const fresh: Looks = { departedAt: DEPARTED, looks: 0, negatives: 0, failures: 0 };
const listed = (candidates: string[], more: Partial<Extract<LookAnswer, { kind: "listed" }>> = {}): LookAnswer => ({ kind: "listed", isWhole: true, candidates, rivals: 0, ...more });

test("exactly one message that is nobody else's is it", () => {
  expect(verdictOf(fresh, listed(["SM1"]), after(120))).toEqual({ kind: "found", messageSid: "SM1" });
  expect(verdictOf({ ...fresh, looks: 2, failures: 5 }, listed(["SM1"]), after(9_000))).toMatchObject({ kind: "found" });
});

test.each<[string, LookAnswer]>([
  ["two candidates", listed(["SM1", "SM2"])],
  ["one candidate that may be another attempt's", listed(["SM1"], { rivals: 1 })],
])("%s are for a person: looked at again, and in the end unconfirmed", (_name, answer) => {
  expect(verdictOf(fresh, answer, after(120))).toEqual({ kind: "again", at: after(600), finding: "several", looks: 1, negatives: 0, failures: 0 });
  expect(verdictOf({ ...fresh, looks: 2 }, answer, after(3_600))).toEqual({ kind: "unconfirmed", finding: "several", looks: 3, negatives: 0, failures: 0 });
});

test("three whole lists without it, the last an hour after it departed, make it unconfirmed", () => {
  const first = verdictOf(fresh, listed([]), after(120));
  expect(first).toEqual({ kind: "again", at: after(600), finding: "none", looks: 1, negatives: 1, failures: 0 });
  const second = verdictOf({ ...fresh, looks: 1, negatives: 1 }, listed([]), after(600));
  expect(second).toMatchObject({ kind: "again", at: after(3_600), looks: 2 });
  expect(verdictOf({ ...fresh, looks: 2, negatives: 2 }, listed([]), after(3_600))).toMatchObject({ kind: "unconfirmed", finding: "none", negatives: 3 });
});

test("looks that come late are still a minute apart", () => {
  expect(verdictOf(fresh, listed([]), after(7_200))).toMatchObject({ kind: "again", at: after(7_260) });
});

test.each<[string, LookAnswer]>([
  ["a list that failed", { kind: "failed" }],
  ["a list that broke off, even with one candidate", listed(["SM1"], { isWhole: false })],
])("%s proves nothing and is asked for less and less often, but not for ever", (_name, answer) => {
  const waits = Array.from({ length: LOOK_FAILURES_MAX - 1 }, (_, failures) => {
    const verdict = verdictOf({ ...fresh, looks: 2, negatives: 2, failures }, answer, after(9_000));
    if (verdict.kind !== "again") throw new Error(verdict.kind);
    expect(verdict).toMatchObject({ looks: 2, negatives: 2, failures: failures + 1, finding: "unreadable" });
    return (verdict.at.getTime() - after(9_000).getTime()) / 1000;
  });
  expect(waits.slice(0, 8)).toEqual([60, 120, 240, 480, 960, 1_920, 3_600, 3_600]);
  expect(verdictOf({ ...fresh, failures: LOOK_FAILURES_MAX - 1 }, answer, after(9_000))).toMatchObject({ kind: "unconfirmed", finding: "unreadable" });
});

test("whatever is answered, and when, nothing is given up before its hour and three whole lists or a dozen failures in a row", () => {
  const answers = fc.oneof(fc.constant<LookAnswer>({ kind: "failed" }), fc.record({ kind: fc.constant("listed" as const), isWhole: fc.boolean(), candidates: fc.array(fc.constantFrom("SM1", "SM2"), { maxLength: 2 }), rivals: fc.nat(1) }));
  fc.assert(
    fc.property(fc.array(fc.tuple(answers, fc.nat(900)), { maxLength: 60 }), (script) => {
      let [state, now] = [fresh, after(LOOK_AFTER_SECONDS[0])];
      for (const [answer, lateSeconds] of script) {
        const verdict = verdictOf(state, answer, now);
        if (verdict.kind === "found") return;
        if (verdict.kind === "unconfirmed") {
          if (verdict.finding === "unreadable") expect(verdict.failures).toBe(LOOK_FAILURES_MAX);
          else expect([verdict.looks >= 3, now >= after(3_600)]).toEqual([true, true]);
          return;
        }
        expect(verdict.at.getTime()).toBeGreaterThanOrEqual(now.getTime() + 60_000);
        state = { ...verdict, departedAt: DEPARTED };
        now = new Date(verdict.at.getTime() + lateSeconds * 1000);
      }
    }),
  );
});
