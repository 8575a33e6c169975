import fc from "fast-check";
import { expect, test } from "vitest";
import { CONCURRENCY_MAX, CONCURRENCY_MIN, concurrencyAfter, firstConcurrency, roomOf, type Concurrency, type RoomAnswer } from "./concurrency.ts";

const known = (facts: Partial<Concurrency>): Concurrency => ({ ...firstConcurrency(), ...facts });
const answer = (facts: Partial<RoomAnswer>): RoomAnswer => ({ isRefused: false, departedAtMs: 1_000, answeredAtMs: 1_200, inFlight: 100, reported: null, ...facts });

/** Answers in the order of their arrival, each to a request that had departed before. */
const arbitraryAnswers = fc.array(
  fc.record({ isRefused: fc.boolean(), afterMs: fc.integer({ min: 0, max: 5_000 }), tookMs: fc.integer({ min: 0, max: 20_000 }), inFlight: fc.integer({ min: 1, max: 5_000 }), reported: fc.option(fc.integer({ min: 0, max: 1_000_000 })) }),
  { maxLength: 200 },
);

test("whatever is answered, the limit keeps its bounds, and only a refusal lowers it", () => {
  fc.assert(
    fc.property(arbitraryAnswers, (answers) => {
      let now = 0;
      let concurrency = firstConcurrency();
      for (const { isRefused, afterMs, tookMs, inFlight, reported } of answers) {
        now += afterMs;
        const next = concurrencyAfter(concurrency, { isRefused, departedAtMs: now - tookMs, answeredAtMs: now, inFlight, reported });
        expect(roomOf(next)).toBeGreaterThanOrEqual(CONCURRENCY_MIN);
        expect(next.limit).toBeLessThanOrEqual(CONCURRENCY_MAX);
        if (isRefused) expect(next.limit).toBeLessThanOrEqual(concurrency.limit);
        else expect(next.limit).toBeGreaterThanOrEqual(concurrency.limit);
        concurrency = next;
      }
    }),
  );
});

test("it never rises by more than 25 for a second in which answers came", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: 1, max: 3_000 }), (answersPerSecond, tookMs) => {
      let concurrency = known({ limit: 10 });
      for (let n = 1; n <= answersPerSecond; n += 1) {
        const answeredAtMs = 10_000 + (1000 * n) / answersPerSecond;
        concurrency = concurrencyAfter(concurrency, answer({ departedAtMs: answeredAtMs - tookMs, answeredAtMs, inFlight: 1_000 }));
      }
      expect(concurrency.limit).toBeLessThanOrEqual(10 + (25 * (1_000 + tookMs)) / 1000 + 1e-6);
    }),
  );
});

test("a refusal takes away a share at once, and those of the same round trip nothing more", () => {
  const fell = concurrencyAfter(known({ limit: 100 }), answer({ isRefused: true }));
  expect(fell.limit).toBeCloseTo(70);
  expect(concurrencyAfter(fell, answer({ isRefused: true, departedAtMs: 1_199, answeredAtMs: 1_400 }))).toMatchObject({ limit: fell.limit, fellAtMs: fell.fellAtMs });
  expect(concurrencyAfter(fell, answer({ isRefused: true, departedAtMs: 1_201, answeredAtMs: 1_400, inFlight: 70 })).limit).toBeCloseTo(49);
});

test("the share is one of what was under way, not of what was merely allowed", () => {
  expect(concurrencyAfter(known({ limit: 1_000 }), answer({ isRefused: true, inFlight: 10 })).limit).toBeCloseTo(7);
});

test("just past what is being taken it steps back a little; while as many are being taken a refusal is not for want of room", () => {
  const taking = known({ limit: 100, takenAt: 90, takenAtMs: 1_000 });
  expect(concurrencyAfter(taking, answer({ isRefused: true, inFlight: 91 })).limit).toBeCloseTo(98);
  expect(concurrencyAfter(taking, answer({ isRefused: true, inFlight: 90 })).limit).toBe(100);
  expect(concurrencyAfter({ ...taking, takenAtMs: 100 }, answer({ isRefused: true, inFlight: 90 })).limit).toBeCloseTo(63);
  expect(concurrencyAfter({ ...taking, takenAt: 60 }, answer({ isRefused: true, inFlight: 90 })).limit).toBeCloseTo(63);
});

test("when much is refused, it falls although as many are being taken", () => {
  let concurrency = known({ limit: 100, takenAt: 100, takenAtMs: 1_000 });
  let refusals = 0;
  for (; concurrency.limit === 100 && refusals < 100; refusals += 1) concurrency = concurrencyAfter(concurrency, answer({ isRefused: true }));
  expect(refusals).toBe(12);
  expect(concurrency.limit).toBeCloseTo(70);
});

test("a refusal is forgotten as soon as as many are taken", () => {
  const fell = known({ limit: 40, fellAtMs: 0, raisedAtMs: 0, refusedAt: 40 });
  const contradicted = concurrencyAfter(fell, answer({ inFlight: 40 }));
  expect(contradicted).toMatchObject({ refusedAt: null, takenAt: 40, takenAtMs: 1_200 });
  expect(contradicted.limit).toBeGreaterThan(40);
});

test("what departed before a fall does not raise it again, nor does room that is not used", () => {
  const fell = known({ limit: 70, fellAtMs: 1_200, raisedAtMs: 1_200, refusedAt: 100 });
  expect(concurrencyAfter(fell, answer({ departedAtMs: 1_100, answeredAtMs: 1_300 })).limit).toBe(70);
  expect(concurrencyAfter(known({ limit: 70 }), answer({ inFlight: 34 })).limit).toBe(70);
  expect(concurrencyAfter(known({ limit: 70 }), answer({ inFlight: 35 })).limit).toBeCloseTo(75);
});

test("close to what was refused ambition rests, whoever of the account fills it, until that is some time ago", () => {
  const fell = known({ limit: 40, fellAtMs: 0, raisedAtMs: 0, refusedAt: 100 });
  const after = (facts: Partial<RoomAnswer>) => concurrencyAfter(fell, answer({ inFlight: 40, ...facts })).limit;
  expect(after({ reported: 89 })).toBeGreaterThan(40);
  expect(after({ reported: 90 })).toBe(40);
  expect(after({ reported: 90, departedAtMs: 4_900, answeredAtMs: 5_100 })).toBeGreaterThan(40);
  expect(concurrencyAfter(known({ ...fell, limit: 89 }), answer({ inFlight: 89, answeredAtMs: 3_000 })).limit).toBe(90);
});

type Line = { tookMs: number; /** Requests that Twilio takes at once, at a moment. */ capAt: (nowMs: number) => number; /** Each so-manieth is refused for something else than room. */ strayEvery?: number };
/** A refusal is answered without any work. */
const REFUSAL_MS = 40;

/** A backlog that always uses the whole room, against a Twilio that takes so many at once; in steps of 10 ms. */
function run(line: Line, untilMs: number) {
  let concurrency = firstConcurrency();
  let taken = 0;
  let inFlight = 0;
  let requests = 0;
  const due = new Map<number, { departedAtMs: number; inFlight: number; isRefused: boolean; tookRoom: boolean }[]>();
  const counted: { atMs: number; room: number; accepted: number; refused: number }[] = [];
  for (let nowMs = 0; nowMs < untilMs; nowMs += 10) {
    const step = { atMs: nowMs, room: 0, accepted: 0, refused: 0 };
    for (const { departedAtMs, inFlight: joined, isRefused, tookRoom } of due.get(nowMs) ?? []) {
      concurrency = concurrencyAfter(concurrency, { isRefused, departedAtMs, answeredAtMs: nowMs, inFlight: joined, reported: null });
      inFlight -= 1;
      if (tookRoom) taken -= 1;
      step[isRefused ? "refused" : "accepted"] += 1;
    }
    due.delete(nowMs);
    for (; inFlight < roomOf(concurrency); inFlight += 1) {
      requests += 1;
      const isRefused = taken >= line.capAt(nowMs) || requests % (line.strayEvery ?? Infinity) === 0;
      if (!isRefused) taken += 1;
      const dueMs = nowMs + (isRefused ? REFUSAL_MS : line.tookMs);
      due.set(dueMs, [...(due.get(dueMs) ?? []), { departedAtMs: nowMs, inFlight: inFlight + 1, isRefused, tookRoom: !isRefused }]);
    }
    counted.push({ ...step, room: roomOf(concurrency) });
  }
  return counted;
}

test.each([100, 2_500])("after a minute in which every request was refused, a minute brings back all the room (round trip %i ms)", (tookMs) => {
  const counted = run({ tookMs, capAt: (nowMs) => (nowMs < 60_000 ? 0 : Infinity) }, 120_000);
  expect(counted.findLast((step) => step.atMs <= 60_000)?.room).toBe(CONCURRENCY_MIN);
  expect(counted.at(-1)?.room).toBe(CONCURRENCY_MAX);
});

// Against one or two, each try for more is a large share.
test.each([[1, 0.3], [2, 0.3], [10, 0.15], [50, 0.05], [400, 0.05]])("against a limit of %i nearly all of it is used and few are refused", (cap, refusedMost) => {
  const counted = run({ tookMs: 250, capAt: () => cap }, 180_000).filter((step) => step.atMs >= 60_000);
  const accepted = counted.reduce((sum, step) => sum + step.accepted, 0);
  const refused = counted.reduce((sum, step) => sum + step.refused, 0);
  expect(accepted / ((120_000 / 250) * cap)).toBeGreaterThan(0.75);
  expect(refused / (accepted + refused)).toBeLessThan(refusedMost);
});

test.each([100, 10])("one stray refusal in %i requests does not close the room", (strayEvery) => {
  const counted = run({ tookMs: 250, capAt: () => Infinity, strayEvery }, 120_000);
  expect(counted.at(-1)?.room).toBeGreaterThan(60);
});
