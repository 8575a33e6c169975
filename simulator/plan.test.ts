import fc from "fast-check";
import { expect, test } from "vitest";
import { settingsFrom } from "./options.ts";
import { type Journey, journeyOf } from "./plan.ts";

const settings = settingsFrom({});
const journey = (facts: Partial<Journey> = {}): Journey => ({
  to: "whatsapp:+12125550101",
  ordinal: 0,
  leavesAt: 1_000_000,
  category: "UTILITY",
  refusedWith: null,
  expiresAt: Infinity,
  ...facts,
});
const people = Array.from({ length: 20_000 }, (_, number) => `whatsapp:+1${2_125_550_000 + number}`);
const journeys = (category: Journey["category"]) => people.map((to) => journeyOf(journey({ to, category }), settings));
const shareOf = (count: number) => count / people.length;

test("a person's fate depends on the seed, on the person and on how many messages they had, and on nothing else", () => {
  const again = (facts: Partial<Journey>, seed = 1) => journeyOf(journey(facts), { ...settings, seed }).map(({ status, at }) => [status, at]);
  expect(again({})).toEqual(again({}));
  expect(again({})).not.toEqual(again({ ordinal: 1 }));
  expect(again({})).not.toEqual(again({}, 2));
  expect(again({})).not.toEqual(again({ to: "whatsapp:+12125550102" }));
});

test("of many people 97 % are delivered to, 60 % of those read, 2 % fail and 1 % stay sent for ever", () => {
  const ends = journeys("UTILITY").map((moves) => moves.at(-1)?.status);
  const reached = ends.filter((end) => end === "delivered" || end === "read").length;
  expect(shareOf(reached)).toBeCloseTo(0.97, 2);
  expect(ends.filter((end) => end === "read").length / reached).toBeCloseTo(0.6, 1);
  expect(shareOf(ends.filter((end) => end === "failed" || end === "undelivered").length)).toBeCloseTo(0.02, 2);
  expect(shareOf(ends.filter((end) => end === "sent").length)).toBeCloseTo(0.01, 2);
});

test("only marketing meets the limit of marketing messages a person is shown", () => {
  const codes = (category: Journey["category"]) => new Set(journeys(category).flatMap((moves) => moves.flatMap(({ code }) => (code === null ? [] : [code]))));
  expect(codes("MARKETING")).toEqual(new Set([63024, 63003, 63049]));
  expect(codes("UTILITY")).toEqual(new Set([63024, 63003]));
});

test("every journey goes through the statuses in Twilio's order, forward in time, with a code exactly where it fails", () => {
  const LEGAL = new Set(["sent", "sent delivered", "sent delivered read", "sent undelivered", "failed"]);
  fc.assert(
    fc.property(fc.string(), fc.nat(5), fc.constantFrom("MARKETING" as const, "UTILITY" as const, null), (to, ordinal, category) => {
      const moves = journeyOf(journey({ to, ordinal, category }), settings);
      expect(LEGAL).toContain(moves.map(({ status }) => status).join(" "));
      const times = [1_000_000, ...moves.map(({ at }) => at)];
      expect(times).toEqual(times.toSorted((one, other) => one - other));
      for (const { status, code } of moves) expect(code !== null).toBe(status === "failed" || status === "undelivered");
    }),
    { numRuns: 2_000 },
  );
});

test("speed shortens the way, not the wait in the queue", () => {
  const [slow] = journeyOf(journey(), settings);
  const [fast] = journeyOf(journey(), { ...settings, speed: 100 });
  expect((slow?.at ?? 0) - 1_000_000).toBeCloseTo(100 * ((fast?.at ?? 0) - 1_000_000), 6);
});

test("a message that waits longer than its validity period fails with 30036 at the end of it", () => {
  expect(journeyOf(journey({ expiresAt: 999_999 }), settings)).toEqual([{ status: "failed", code: 30036, at: 999_999 }]);
});

test("what Meta refuses fails whatever the luck", () => {
  for (const to of people.slice(0, 50)) expect(journeyOf(journey({ to, refusedWith: 63016 }), settings)).toMatchObject([{ status: "failed", code: 63016 }]);
});

test("where it is ordered, whoever fails does so with one code, and nobody else fails", () => {
  const ends = people.slice(0, 2_000).map((to) => journeyOf(journey({ to }), { ...settings, failWith: 63041 }).at(-1));
  const usual = people.slice(0, 2_000).map((to) => journeyOf(journey({ to }), settings).at(-1));
  expect(ends.map((end, index) => (end?.code === null ? end : usual[index]?.code !== null && end?.code))).toEqual(usual.map((end) => (end?.code === null ? end : 63041)));
});
