import { expect, test } from "vitest";
import { codeAtEnd, ERROR_CODES, ERROR_FAMILIES, errorMeaning, familyOf, isErrorAbout, knownError, twilioPageOf } from "./error-codes.ts";

test("every code stands in the catalogue once, in order, with a sentence in each place", () => {
  expect(ERROR_CODES).toHaveLength(263);
  expect(ERROR_CODES.map((entry) => entry.code)).toEqual([...new Set(ERROR_CODES.map((entry) => entry.code))].toSorted((one, other) => one - other));
  for (const { code, name, meaning, cause, remedy } of ERROR_CODES) {
    expect(name, String(code)).toMatch(/\S/);
    for (const sentence of [meaning, cause, remedy]) expect(sentence, String(code)).toMatch(/^\S.*[.]$/);
  }
});

test.each([
  [503, "account"],
  [11200, "webhooks"],
  [20003, "account"],
  [21610, "messages"],
  [23003, "webhooks"],
  [30001, "delivery"],
  [35114, "messages"],
  [63016, "whatsapp"],
  [63043, "templates"],
  [63112, "senders"],
  [91003, "webhooks"],
  [92002, "templates"],
])("code %i belongs to %s", (code, family) => {
  expect(familyOf(errorMeaning(code))).toBe(family);
});

test("every family has codes", () => {
  expect(new Set(ERROR_CODES.map(familyOf))).toEqual(new Set(ERROR_FAMILIES));
});

test("a code that nobody knows still has its sentences", () => {
  expect(knownError(63_099)).toBeNull();
  expect(errorMeaning(63_099)).toMatchObject({ code: 63_099, remedy: expect.stringContaining("does nothing by itself") });
});

test("a code is found by how it begins, by a mention of it, and by words in any order", () => {
  const found = (text: string) => ERROR_CODES.filter((entry) => isErrorAbout(entry, text)).map((entry) => entry.code);
  expect(found("6301")).toEqual([63010, 63011, 63012, 63013, 63014, 63015, 63016, 63017, 63018, 63019, 63052]);
  expect(found("Sandbox JOINED")).toContain(63015);
  expect(found("no such words anywhere")).toEqual([]);
});

test("Twilio's page of a code is named by its number", () => {
  expect(twilioPageOf(63016)).toBe("https://www.twilio.com/docs/api/errors/63016");
});

test("a code in brackets at the end of a sentence is told from the sentence", () => {
  expect(codeAtEnd("Meta locked it. (63051)")).toEqual({ before: "Meta locked it. ", code: 63051 });
  for (const none of ["Meta locked it.", "(63051) was said.", "Since (2026) it is so.", "Of 10 (ten)", ""]) expect(codeAtEnd(none)).toBeNull();
});
