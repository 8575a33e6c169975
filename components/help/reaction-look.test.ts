import { expect, test } from "vitest";
import { ERROR_CODES } from "#lib/domain/error-codes.ts";
import { reactionTo } from "#lib/domain/reaction.ts";
import { reactionAside, reactionSentence } from "./reaction-look.ts";

test.each(ERROR_CODES.map(({ code, phase }) => [code, phase] as const))("what Drumbeat does for %i is said in whole sentences", (code, phase) => {
  expect(reactionSentence(reactionTo({ code }), phase)).toMatch(/^[A-Z].*\.$/);
});

test("what came in a report is never said to go again by itself", () => {
  for (const { code, phase } of ERROR_CODES.filter((entry) => entry.phase === "callback")) {
    expect(reactionSentence(reactionTo({ code }), phase), String(code)).not.toContain("goes again by itself");
  }
});

test("a message goes back into the queue when it was refused, and never when Twilio had taken it", () => {
  const back = "goes back into the queue";
  const holding = ERROR_CODES.filter(({ code }) => ["stop-account", "stop-sender", "hold-template"].includes(reactionTo({ code }).kind));
  for (const { code, phase } of holding) {
    const sentence = reactionSentence(reactionTo({ code }), phase);
    expect(sentence.includes(back), String(code)).toBe(phase === "request" || phase === "request-or-callback");
    expect(sentence.includes("not sent again by itself"), String(code)).toBe(phase === "callback" || phase === "request-or-callback");
  }
  expect(new Set(holding.map(({ phase }) => phase))).toContain("callback");
});

test.each([
  [63038, "request", "after 4 hours"],
  [63010, "callback", "after 15 minutes"],
  [63049, "request-or-callback", "after 24 hours"],
] as const)("the wait of %i is said in words", (code, phase, words) => {
  expect(reactionSentence(reactionTo({ code }), phase)).toContain(words);
});

test("a minute is said as one", () => {
  expect(reactionSentence({ kind: "retry-later", waitMs: 60_000 }, "request")).toContain("after a minute");
});

test("who stopped marketing and who opted out are told apart", () => {
  expect(reactionSentence(reactionTo({ code: 63050 }), "callback")).toContain("stopped marketing");
  expect(reactionSentence(reactionTo({ code: 21610 }), "request")).toContain("opted out");
});

test("what fails only its own message is said to hold the campaign when everybody meets it, where messages are refused for it", () => {
  expect(reactionSentence(reactionTo({ code: 21619 }), "request")).toContain("the last 20");
  expect(reactionSentence(reactionTo({ code: 63009 }), "callback")).not.toContain("held");
});

test("codes whose reaction depends on more say so", () => {
  expect([63018, 63049, 63016, 63003].map((code) => reactionAside(code) !== null)).toEqual([true, true, true, false]);
});
