import { expect, test } from "vitest";
import { keywordMeaning, meaningOf } from "./opt-out-words.ts";

test.each(["STOP", "stop", " Stop! ", "ＳＴＯＰ", "stop 🛑", "*stop*", "Unsubscribe.", "abmelden", "SAIR", "baja", "Arrêt", "\u200estop", "Opt-out", "STOP PROMOTIONS", "afmelden"])("%j opts out", (body) => {
  expect(keywordMeaning(body)).toBe("stop");
});

test.each(["start", "UNSTOP", "Yes"])("%j opts in again", (body) => {
  expect(keywordMeaning(body)).toBe("start");
});

test.each(["", "please stop by tomorrow", "nonstop", "the end", "yes please"])("%j is a message like any other", (body) => {
  expect(keywordMeaning(body)).toBe("none");
});

test.each(["cancel", "End", "QUIT", "sair", "Cancelar"])("%j opts out when it is typed, and says nothing of consent on a button", (text) => {
  expect(meaningOf({ typed: text, tapped: [] })).toBe("stop");
  expect(meaningOf({ typed: "", tapped: [text] })).toBe("none");
});

test.each(["STOP", "Stop promotions", "Unsubscribe", "opt-out", "Abmelden", "baja"])("%j on a button opts out", (text) => {
  expect(meaningOf({ typed: "", tapped: ["No more offers", text] })).toBe("stop");
});

test.each(["start", "UNSTOP", "Yes", "Subscribe"])("%j starts when it is typed, and never by a tap", (text) => {
  expect(meaningOf({ typed: text, tapped: [] })).toBe("start");
  expect(meaningOf({ typed: "", tapped: [text] })).toBe("none");
});

test("a message without a word means nothing", () => {
  expect(meaningOf({ typed: "hello", tapped: [] })).toBe("none");
  expect(meaningOf({ typed: "", tapped: [] })).toBe("none");
});
