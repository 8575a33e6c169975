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

test("whoever says stop in any part of a message has said it", () => {
  expect(meaningOf(["Yes", "STOP"])).toBe("stop");
  expect(meaningOf(["No more offers", "start"])).toBe("start");
  expect(meaningOf(["hello"])).toBe("none");
  expect(meaningOf([])).toBe("none");
});
