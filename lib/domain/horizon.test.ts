import * as fc from "fast-check";
import { expect, test } from "vitest";
import { CURVE_POINTS_MAX, horizon, queueCurves, queuedAt, type HorizonPlan, type HorizonSender, type Lane } from "./horizon.ts";

const sender = (changes: Partial<HorizonSender> = {}): HorizonSender => ({ id: "a", mps: 80, own: [{ atSeconds: 0, messages: 4_800 }], others: [], ...changes });
const secondsOf = (plan: Partial<HorizonPlan>) => horizon({ lane: "text", senders: [sender()], ...plan }).seconds;

test("one sender at 80 per second needs a minute for 4,800 people", () => {
  expect(secondsOf({})).toBeCloseTo(60, 6);
});

test("senders work side by side, so the slowest decides", () => {
  const own = [{ atSeconds: 0, messages: 800 }];
  expect(secondsOf({ senders: [sender({ own }), sender({ id: "b", mps: 20, own })] })).toBeCloseTo(40, 6);
});

test("what carries media never goes above 80 per second, and text beside it has what is left", () => {
  const own = [{ atSeconds: 0, messages: 8_000 }];
  expect(secondsOf({ lane: "media", senders: [sender({ mps: 400, own })] })).toBeCloseTo(100, 6);
  // 80 of 400 go to the media while there are some: 100 s at 320, then the rest at 400.
  const others = [{ atSeconds: 0, messages: 8_000, lane: "media" as Lane }];
  expect(secondsOf({ senders: [sender({ mps: 400, own: [{ atSeconds: 0, messages: 36_000 }], others })] })).toBeCloseTo(110, 6);
  // At 80 they take turns, one each.
  expect(secondsOf({ senders: [sender({ own: [{ atSeconds: 0, messages: 4_000 }], others })] })).toBeCloseTo(100, 6);
});

test("what other campaigns have in the same lane goes first; what they have later comes after", () => {
  const text = (atSeconds: number) => [{ atSeconds, messages: 800, lane: "text" as Lane }];
  expect(secondsOf({ senders: [sender({ others: text(0) })] })).toBeCloseTo(70, 6);
  expect(secondsOf({ senders: [sender({ others: text(30) })] })).toBeCloseTo(60, 6);
});

test("a wave waits for its time, and what is not out by the deadline is counted", () => {
  const senders = [sender({ own: [{ atSeconds: 0, messages: 800 }, { atSeconds: 3_600, messages: 800 }] })];
  const played = horizon({ lane: "text", senders, deadlineSeconds: 3_605 });
  expect(played.seconds).toBeCloseTo(3_610, 6);
  expect(played.late).toBeCloseTo(400, 6);
  expect(queuedAt(played.senders[0]?.curve ?? [], 5)).toBeCloseTo(400, 6);
  expect(queuedAt(played.senders[0]?.curve ?? [], 1_800)).toBe(0);
  expect(queuedAt(played.senders[0]?.curve ?? [], 3_600)).toBeCloseTo(800, 6);
  expect(horizon({ lane: "text", senders, deadlineSeconds: 3_700 }).late).toBe(0);
});

test("work without a rate is never done, and no work takes no time", () => {
  expect(horizon({ lane: "text", senders: [sender({ mps: 0 })], deadlineSeconds: 9 })).toMatchObject({ seconds: Infinity, late: 4_800 });
  expect(secondsOf({ senders: [sender({ mps: 0, own: [] })] })).toBe(0);
  expect(secondsOf({ senders: [] })).toBe(0);
});

const rate = fc.integer({ min: 1, max: 400 });
const anyLane = fc.constantFrom<Lane>("text", "media");
const moment = { atSeconds: fc.integer({ min: 0, max: 5_000 }), messages: fc.nat(50_000) };
const wave = fc.record(moment);
const anySender = fc.record({ id: fc.uuid(), mps: rate, own: fc.array(wave, { maxLength: 5 }), others: fc.array(fc.record({ ...moment, lane: anyLane }), { maxLength: 4 }) });
const anyPlan = fc.record({ lane: anyLane, senders: fc.array(anySender, { minLength: 1, maxLength: 4 }) });
const ownOf = (of: HorizonSender) => of.own.reduce((sum, each) => sum + each.messages, 0);

test("everything of a plan leaves, nothing leaves before it is due, and never faster than the rate", () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      const played = horizon(plan);
      for (const [index, of] of plan.senders.entries()) {
        const { curve, seconds } = played.senders[index] ?? { curve: [], seconds: 0 };
        if (ownOf(of) === 0) continue;
        expect(curve.at(-1)?.queued).toBe(0);
        expect(seconds).toBeGreaterThanOrEqual(Math.max(...of.own.filter((each) => each.messages > 0).map((each) => each.atSeconds)));
        // What leaves between two points is what waited and became due, without what still waits.
        let sent = 0;
        for (const [at, point] of curve.entries()) {
          const before = curve[at - 1];
          if (!before || point.atSeconds === before.atSeconds) continue;
          expect(point.queued).toBeLessThanOrEqual(before.queued + 1e-6);
          sent += before.queued - point.queued;
          expect(before.queued - point.queued).toBeLessThanOrEqual((point.atSeconds - before.atSeconds) * of.mps + 1e-4);
        }
        expect(sent).toBeCloseTo(ownOf(of), 3);
      }
    }),
    { numRuns: 200 },
  );
});

test("a faster sender is never done later, and more work never earlier", () => {
  fc.assert(
    fc.property(anySender, anyLane, rate, fc.nat(9_000), (of, lane, more, extra) => {
      const seconds = horizon({ lane, senders: [of] }).seconds;
      expect(horizon({ lane, senders: [{ ...of, mps: of.mps + more }] }).seconds).toBeLessThanOrEqual(seconds + 1e-6);
      expect(horizon({ lane, senders: [{ ...of, own: [...of.own, { atSeconds: 0, messages: extra }] }] }).seconds).toBeGreaterThanOrEqual(seconds - 1e-6);
    }),
    { numRuns: 200 },
  );
});

test("a chart has few moments, the first and the last among them", () => {
  const own = Array.from({ length: 50 }, (_, hour) => ({ atSeconds: hour * 3_600, messages: 1_000 }));
  const points = queueCurves(horizon({ lane: "text", senders: [sender({ own }), sender({ id: "b" })] }));
  expect(points).toHaveLength(CURVE_POINTS_MAX);
  expect(points[0]).toEqual({ atSeconds: 0, queued: { a: 1_000, b: 4_800 } });
  expect(points.at(-1)?.queued).toEqual({ a: 0, b: 0 });
  expect(queueCurves(horizon({ lane: "text", senders: [sender()] }))).toEqual([{ atSeconds: 0, queued: { a: 4_800 } }, { atSeconds: 60, queued: { a: 0 } }]);
});
