import fc from "fast-check";
import { expect, test } from "vitest";
import { ERROR_CODES } from "./error-codes.ts";
import { restAfter, restFor, RESTS, restMs, type RestKind, type RestState } from "./sender-rest.ts";

const KINDS: RestKind[] = ["pace", "queue-full", "daily-cap", "portfolio"];
const NEVER: RestState = { pausedUntilMs: null, restedAtMs: null, rests: 0 };
const T = 1_800_000_000_000;
const HOUR_MS = 3_600_000;

test("these codes rest a sender and no others", () => {
  const rested = ERROR_CODES.flatMap(({ code }) => (restFor({ code }) === null ? [] : [`${code} ${restFor({ code })}`]));
  expect(rested.toSorted()).toEqual(["21611 queue-full", "30001 queue-full", "30017 pace", "63017 pace", "63018 pace", "63038 daily-cap"]);
  expect([null, 0, 20429].map((code) => restFor({ code }))).toEqual([null, null, null]);
});

test("63018 rests by the limit behind it, and not for a pair", () => {
  expect(["131048", "130429", "131056"].map((channelText) => restFor({ code: 63018, channelText }))).toEqual(["portfolio", "pace", null]);
});

test("rests in a row double up to their longest; after a quiet while they begin anew", () => {
  let state: RestState = NEVER;
  const waits: number[] = [];
  let now = T;
  for (let n = 0; n < 7; n += 1) {
    state = restAfter(state, { kind: "daily-cap", departedAtMs: now }, now) ?? state;
    waits.push(((state.pausedUntilMs ?? 0) - now) / HOUR_MS);
    now = (state.pausedUntilMs ?? 0) + 2_000;
  }
  expect(waits).toEqual([0.25, 0.5, 1, 2, 4, 4, 4]);
  now += 5 * HOUR_MS;
  expect(restAfter(state, { kind: "daily-cap", departedAtMs: now }, now)?.rests).toBe(1);
});

test("everything that was under way when the rest began counts as one refusal", () => {
  const begun = restAfter(NEVER, { kind: "pace", departedAtMs: T - 100 }, T) ?? NEVER;
  expect(restAfter(begun, { kind: "pace", departedAtMs: T - 200 }, T + 50)).toBeNull();
  expect(restAfter(begun, { kind: "pace", departedAtMs: T + 300 }, T + 400)).toBeNull();
  // A report that comes when the rest is over tells of before it.
  expect(restAfter(begun, { kind: "pace", departedAtMs: T - 200 }, T + HOUR_MS)).toBeNull();
  expect(restAfter(begun, { kind: "daily-cap", departedAtMs: T - 200 }, T + 50)).toMatchObject({ rests: 1, begins: false, pausedUntilMs: T + RESTS["daily-cap"].firstMs });
});

test("a rest is never shortened, never longer than its kind allows, and a full cap costs a try per wait", () => {
  const news = fc.record({ kind: fc.constantFrom(...KINDS), afterMs: fc.integer({ min: 0, max: 5 * HOUR_MS }), agoMs: fc.integer({ min: 0, max: 20_000 }) });
  fc.assert(
    fc.property(fc.array(news, { maxLength: 60 }), (all) => {
      let state: RestState = NEVER;
      let now = T;
      for (const { kind, afterMs, agoMs } of all) {
        now += afterMs;
        const next = restAfter(state, { kind, departedAtMs: now - agoMs }, now);
        if (next === null) continue;
        expect(next.pausedUntilMs ?? 0).toBeGreaterThanOrEqual(state.pausedUntilMs ?? 0);
        if ((state.pausedUntilMs ?? 0) <= now) expect((next.pausedUntilMs ?? 0) - now).toBeLessThanOrEqual(RESTS[kind].maxMs);
        state = next;
      }
    }),
  );
  let tries = 0;
  for (let waited = 0; waited < 24 * HOUR_MS; tries += 1) waited += restMs("daily-cap", tries + 1);
  expect(tries).toBeLessThanOrEqual(10);
});
