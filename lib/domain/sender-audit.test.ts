import fc from "fast-check";
import { expect, test } from "vitest";
import { BESIDE_SECONDS, certainPairs, comparePage, unknownIn, type KnownAttempt, type ListedMessage, type NamelessAttempt, type PageComparison } from "./sender-audit.ts";
import { DELIVERY_STATES, type DeliveryState } from "./states.ts";

const window = { from: new Date("2026-11-24T00:00:00Z"), until: new Date("2026-11-25T00:00:00Z") };
const at = (seconds: number) => new Date(window.from.getTime() + seconds * 1000);
const DAY_SECONDS = 86_400;
const NOON = DAY_SECONDS / 2;

const listed = (messageSid: string, more: Partial<ListedMessage> = {}): ListedMessage => ({ messageSid, to: "+4930231250001", createdAt: at(NOON), state: "delivered", errorCode: null, ...more });
const known = (messageSid: string, more: Partial<KnownAttempt> = {}): KnownAttempt => ({ messageSid, messageId: messageSid, n: 1, isLive: true, delivery: "delivered", ...more });
const nameless = (messageId: string, seconds: number, to = "+4930231250001"): NamelessAttempt => ({ messageId, n: 1, to, departedAt: at(seconds) });
const compare = (messages: ListedMessage[], ours: { known?: KnownAttempt[]; nameless?: NamelessAttempt[] } = {}): PageComparison => comparePage(messages, { known: [], nameless: [], ...ours }, window);

test("what both sides know is seen, and no difference", () => {
  expect(compare([listed("SM1"), listed("SM2")], { known: [known("SM1"), known("SM2")] })).toEqual({ theirs: 2, seen: ["SM1", "SM2"], unmatched: [], reports: [], isPast: false });
});

test("what only the provider knows is somebody else's, unless an attempt without a SID left to that number just before", () => {
  const kindOf = (createdAt: Date, ours: NamelessAttempt[]) => compare([listed("SM1", { createdAt })], { nameless: ours }).unmatched.map(({ kind, attempt }) => [kind, attempt]);
  expect(kindOf(at(NOON), [])).toEqual([["foreign", null]]);
  expect(kindOf(at(NOON), [nameless("7", NOON)])).toEqual([["orphan", { messageId: "7", n: 1 }]]);
  // Twilio writes whole seconds, by a clock of its own.
  expect(kindOf(at(NOON), [nameless("7", NOON + 5.9)])).toEqual([["orphan", { messageId: "7", n: 1 }]]);
  expect(kindOf(at(NOON), [nameless("7", NOON + 6.1)])).toEqual([["foreign", null]]);
  expect(kindOf(at(NOON), [nameless("7", NOON - 60)])).toEqual([["orphan", { messageId: "7", n: 1 }]]);
  expect(kindOf(at(NOON), [nameless("7", NOON - 61)])).toEqual([["foreign", null]]);
  expect(kindOf(at(NOON), [nameless("7", NOON, "+4930231250002")])).toEqual([["foreign", null]]);
});

test("where two of ours could be meant, none is named; and a message to no number is nobody's", () => {
  expect(compare([listed("SM1")], { nameless: [nameless("7", NOON), nameless("8", NOON - 10)] }).unmatched).toMatchObject([{ kind: "orphan", attempt: null }]);
  expect(compare([listed("SM1", { to: null })], { nameless: [nameless("7", NOON)] }).unmatched).toMatchObject([{ kind: "foreign", attempt: null }]);
});

test("every pair of states: told is what ranks above ours and what a callback would tell", () => {
  for (const [ourRank, delivery] of DELIVERY_STATES.entries()) {
    for (const [theirRank, state] of DELIVERY_STATES.entries()) {
      const { reports } = compare([listed("SM1", { state, errorCode: 63016 })], { known: [known("SM1", { delivery })] });
      const tells = theirRank > ourRank && theirRank >= DELIVERY_STATES.indexOf("sent");
      expect(reports, `ours ${delivery}, theirs ${state}`).toEqual(tells ? [{ messageId: "SM1", n: 1, messageSid: "SM1", at: at(NOON), delivery: state, errorCode: 63016 }] : []);
    }
  }
  expect(compare([listed("SM1", { state: null })], { known: [known("SM1", { delivery: "none" })] }).reports).toEqual([]);
});

test("an attempt that made room for another is known, and neither seen nor told of", () => {
  expect(compare([listed("SM1")], { known: [known("SM1", { isLive: false, delivery: "failed" })] })).toMatchObject({ theirs: 1, seen: [], unmatched: [], reports: [] });
});

test("the day begins with its first second and ends before the next, and what lies beside it is only seen", () => {
  const beside = (seconds: number) => compare([listed("SM1", { createdAt: at(seconds), state: "read" }), listed("SM2", { createdAt: at(seconds) })], { known: [known("SM1")] });
  for (const seconds of [0, DAY_SECONDS - 1]) expect(beside(seconds)).toMatchObject({ theirs: 2, seen: ["SM1"], unmatched: [{ messageSid: "SM2" }], reports: [{ messageSid: "SM1" }] });
  for (const seconds of [-1, -BESIDE_SECONDS, DAY_SECONDS, DAY_SECONDS + BESIDE_SECONDS - 1]) expect(beside(seconds)).toMatchObject({ theirs: 0, seen: ["SM1"], unmatched: [], reports: [] });
  for (const seconds of [-BESIDE_SECONDS - 1, DAY_SECONDS + BESIDE_SECONDS]) expect(beside(seconds)).toMatchObject({ theirs: 0, seen: [], unmatched: [] });
});

test("the list is past the day only where a whole page lies before it: it may be out of order", () => {
  const old = at(-BESIDE_SECONDS - 1);
  expect(compare([listed("SM1", { createdAt: old }), listed("SM2", { createdAt: old })]).isPast).toBe(true);
  expect(compare([listed("SM1", { createdAt: old }), listed("SM2", { createdAt: at(-1) })]).isPast).toBe(false);
  expect(compare([]).isPast).toBe(false);
});

test("a message and an attempt that have nobody but each other are certain", () => {
  const pair = (messageSid: string, messageId: string | null) => ({ messageSid, attempt: messageId === null ? null : { messageId, n: 1 } });
  expect(certainPairs([pair("SM1", "7"), pair("SM2", "8"), pair("SM3", "8"), pair("SM4", null)]).map(({ messageSid }) => messageSid)).toEqual(["SM1"]);
});

type Drawn = { sid: number; phone: number; created: number; state: DeliveryState | null; ours: { delivery: DeliveryState; isLive: boolean } | null };
const drawn = fc.record<Drawn>({
  sid: fc.integer({ min: 0, max: 60 }),
  phone: fc.integer({ min: 0, max: 3 }),
  created: fc.integer({ min: -2 * BESIDE_SECONDS, max: DAY_SECONDS + 2 * BESIDE_SECONDS }),
  state: fc.constantFrom(...DELIVERY_STATES, null),
  ours: fc.option(fc.record({ delivery: fc.constantFrom(...DELIVERY_STATES), isLive: fc.boolean() })),
});

test("however a list is cut into pages and ordered, every entry of the day is matched, unmatched or told of as one who looks at each alone says", () => {
  fc.assert(
    fc.property(fc.uniqueArray(drawn, { selector: ({ sid }) => sid, maxLength: 40 }), fc.array(fc.record({ phone: fc.integer({ min: 0, max: 3 }), left: fc.integer({ min: 0, max: DAY_SECONDS }) }), { maxLength: 10 }), fc.integer({ min: 1, max: 40 }), (entries, left, pageSize) => {
      const phone = (number: number) => `+493023125000${number}`;
      const messages = entries.map(({ sid, phone: to, created, state }) => listed(`SM${sid}`, { to: phone(to), createdAt: at(created), state }));
      const attempts = entries.flatMap(({ sid, ours }) => (ours ? [known(`SM${sid}`, ours)] : []));
      const without = left.map(({ phone: to, left: seconds }, place) => nameless(`n${place}`, seconds, phone(to)));
      const pages = Array.from({ length: Math.ceil(messages.length / pageSize) }, (_, page) => compare(messages.slice(page * pageSize, (page + 1) * pageSize), { known: attempts, nameless: without }));
      const sum = <T,>(of: (page: PageComparison) => T[]) => pages.flatMap(of);

      const ofDay = entries.filter(({ created }) => created >= 0 && created < DAY_SECONDS);
      expect(pages.reduce((total, { theirs }) => total + theirs, 0)).toBe(ofDay.length);
      expect(sum(({ unmatched }) => unmatched.map(({ messageSid }) => messageSid))).toEqual(ofDay.filter(({ ours }) => ours === null).map(({ sid }) => `SM${sid}`));
      const near = entries.filter(({ created }) => created >= -BESIDE_SECONDS && created < DAY_SECONDS + BESIDE_SECONDS);
      expect(sum(({ seen }) => seen)).toEqual(near.filter(({ ours }) => ours?.isLive).map(({ sid }) => `SM${sid}`));
      for (const { kind, attempt, messageSid } of sum(({ unmatched }) => unmatched)) {
        const entry = entries.find(({ sid }) => `SM${sid}` === messageSid);
        const fitting = left.flatMap((each, place) => (each.phone === entry?.phone && entry.created - each.left >= -6 && entry.created - each.left <= 60 ? [`n${place}`] : []));
        expect({ kind, attempt: attempt?.messageId ?? null }).toEqual({ kind: fitting.length === 0 ? "foreign" : "orphan", attempt: fitting.length === 1 ? fitting[0] : null });
      }
      const tells = ofDay.filter(({ state, ours }) => ours?.isLive && state !== null && DELIVERY_STATES.indexOf(state) >= 3 && DELIVERY_STATES.indexOf(state) > DELIVERY_STATES.indexOf(ours.delivery));
      expect(sum(({ reports }) => reports.map(({ messageSid }) => messageSid))).toEqual(tells.map(({ sid }) => `SM${sid}`));
    }),
  );
});

test("an entry that a page has twice counts once, and what is known needs no asking", () => {
  const twice = [listed("SM1"), listed("SM1"), listed("SM2")];
  expect(compare(twice, { known: [known("SM2")] })).toMatchObject({ theirs: 2, seen: ["SM2"], unmatched: [{ messageSid: "SM1" }] });
  expect(unknownIn(twice, [known("SM2")], window).map(({ messageSid }) => messageSid)).toEqual(["SM1"]);
});
