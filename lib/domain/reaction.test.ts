import { expect, test } from "vitest";
import { ERROR_CODES, knownError } from "./error-codes.ts";
import * as rules from "./reaction.ts";
import { reactionTo, sparesMessage, suppressedBy, suppressionReason, TELLING_CODES, type Reaction } from "./reaction.ts";

/** Every code that does more than fail its own message; all the others of the catalogue do nothing. */
const EXPECTED: Record<string, number[]> = {
  "stop-account": [403, 10001, 20003, 20005, 20006, 20008, 20010, 20101, 20104, 20403, 20404, 21470, 21471, 21472, 21609, 30002, 30037, 63112],
  "stop-sender": [21212, 21606, 21607, 21659, 21660, 21661, 63001, 63002, 63007, 63008, 63020, 63022, 63026, 63051, 63109, 63111],
  "hold-template": [21655, 63027, 63040, 63041, 63042, 92006],
  "drop-recipient, suppress marketing": [63033, 63050],
  "drop-recipient, suppress all": [21610, 30630],
  "drop-recipient": [21211, 21265, 21266, 21408, 21608, 21612, 21614, 21635, 30004, 30005, 30006, 63003, 63014, 63015, 63024, 63031, 63032, 63058],
  "slow-down": [20429, 21611, 30001, 30017, 63017, 63018],
  "retry-later after 1 min": [],
  "retry-later after 15 min": [30003, 30008, 63010, 63011, 63012, 63023, 63025, 63029],
  "retry-later after 240 min": [30610, 30615, 63038],
  "retry-later after 1440 min": [63049],
};

function words(reaction: Reaction): string {
  if (reaction.kind === "drop-recipient" && reaction.suppress !== null) return `drop-recipient, suppress ${reaction.suppress}`;
  return reaction.kind === "retry-later" ? `retry-later after ${reaction.waitMs / 60_000} min` : reaction.kind;
}

const EXPECTED_BY_CODE = new Map(Object.entries(EXPECTED).flatMap(([reaction, codes]) => codes.map((code) => [code, reaction] as const)));

test.each(ERROR_CODES.map(({ code, name }) => [code, name] as const))("code %i (%s) has the reaction that is written down for it", (code) => {
  expect(words(reactionTo({ code }))).toBe(EXPECTED_BY_CODE.get(code) ?? "none");
});

test("no code stands in two lists, and none that the catalogue does not know", () => {
  const { STOP_ACCOUNT, STOP_SENDER, HOLD_TEMPLATE, HOLD_TEMPLATE_IF_ALL, DROP_RECIPIENT, SUPPRESS_MARKETING, SUPPRESS_ALL, SLOW_DOWN, RETRY_LATER } = rules;
  const listed = [STOP_ACCOUNT, STOP_SENDER, HOLD_TEMPLATE, HOLD_TEMPLATE_IF_ALL, DROP_RECIPIENT, SUPPRESS_MARKETING, SUPPRESS_ALL, SLOW_DOWN, Object.keys(RETRY_LATER).map(Number)].flat();
  expect(listed.filter((code, index) => listed.indexOf(code) !== index)).toEqual([]);
  expect(listed.filter((code) => knownError(code) === null)).toEqual([]);
});

test("nothing that may have arrived is ever sent again by itself", () => {
  for (const code of [503, 20500, 20503, 30410, 63009]) expect(reactionTo({ code }).kind).toBe("none");
});

test.each([null, 0, 63_099, 99_999])("code %s, which nobody knows, does nothing by itself", (code) => {
  expect(reactionTo({ code, hitsEveryone: true })).toEqual({ kind: "none" });
});

test("one person whom Meta spares marketing waits a day; somebody in the United States is never tried again", () => {
  expect(reactionTo({ code: 63049, country: "DE" })).toEqual({ kind: "retry-later", waitMs: 86_400_000 });
  expect(reactionTo({ code: 63049, country: "US" })).toEqual({ kind: "drop-recipient", suppress: null });
});

test("63018 waits as long as the limit that was hit", () => {
  expect(reactionTo({ code: 63018, channelText: "131056" })).toEqual({ kind: "retry-later", waitMs: 60_000 });
  expect(reactionTo({ code: 63018, channelText: "131048" })).toEqual({ kind: "retry-later", waitMs: 4 * 3_600_000 });
  expect(reactionTo({ code: 63018, counts: { peopleInDay: 250, peopleInDayMax: 250 } })).toEqual({ kind: "retry-later", waitMs: 4 * 3_600_000 });
  expect(reactionTo({ code: 63018, channelText: "130429" })).toEqual({ kind: "slow-down" });
});

test.each(rules.HOLD_TEMPLATE_IF_ALL)("code %i is one person's until everybody meets it", (code) => {
  expect(reactionTo({ code })).toEqual({ kind: "none" });
  expect(reactionTo({ code, hitsEveryone: true })).toEqual({ kind: "hold-template" });
});

test("a message goes back to the queue when the fault is the account's, the sender's or the template's", () => {
  const spared = ERROR_CODES.map(({ code }) => reactionTo({ code })).filter(sparesMessage);
  expect(new Set(spared.map((reaction) => reaction.kind))).toEqual(new Set(["stop-account", "stop-sender", "hold-template"]));
});

test("the codes that tell of more than their own message are all whose reaction holds or suppresses, and no others", () => {
  const concernsOthers = (code: number) => sparesMessage(reactionTo({ code })) || suppressedBy(code) !== null;
  const known = ERROR_CODES.map(({ code }) => code);
  expect(TELLING_CODES.filter((code) => !concernsOthers(code))).toEqual([]);
  expect(known.filter((code) => concernsOthers(code) && !TELLING_CODES.includes(code))).toEqual([]);
  expect(new Set(TELLING_CODES).size).toBe(TELLING_CODES.length);
});

test("the errors that say what a person wants are told from all others", () => {
  expect(ERROR_CODES.map(({ code }) => code).filter((code) => suppressedBy(code) !== null)).toEqual([21610, 30630, 63033, 63050]);
  expect([suppressedBy(63050), suppressionReason(63050, "marketing")]).toEqual(["marketing", "meta-63050"]);
  expect([suppressedBy(21610), suppressionReason(21610, "all")]).toEqual(["all", "twilio-21610"]);
  expect([null, 0, 63024].map(suppressedBy)).toEqual([null, null, null]);
});
