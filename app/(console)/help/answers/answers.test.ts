import { expect, test } from "vitest";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { knownError } from "#lib/domain/error-codes.ts";
import { ANSWER_GROUPS, answersTo, findAnswers, groupsAbout } from "./answers.ts";

const ANSWERS = ANSWER_GROUPS.flatMap((group) => group.answers);

/** The questions of Twilio's “WhatsApp best practices and FAQs”, in its order, by the answer that each has here. */
const FAQ = [
  "approval",
  "marketing-delivery",
  "cost",
  "access-lists",
  "rates",
  "sandbox-not-associated",
  "sandbox-unknown-sender",
  "sandbox-reply",
  "sandbox-not-delivered",
  "on-whatsapp",
  "formatting",
  "groups",
  "read",
  "use-cases",
  "account-types",
  "numbers",
  "media",
  "business-manager",
  "63018",
];

test.each(FAQ)("the question “%s” of the FAQ is answered, and leads to where it is acted on", (id) => {
  const answer = ANSWERS.find((each) => each.id === id);
  expect(answer?.what).toMatch(/\.$/);
  expect(answer?.next.length).toBeGreaterThan(0);
  expect(answer?.places.length).toBeGreaterThan(0);
});

test("every answer has an address of its own, a question, and codes that the catalogue knows", () => {
  expect(new Set(ANSWERS.map((answer) => answer.id)).size).toBe(ANSWERS.length);
  for (const { id, question, codes = [] } of ANSWERS) {
    expect(question, id).toMatch(/\?/);
    expect(codes.filter((code) => knownError(code) === null), id).toEqual([]);
  }
});

test("every place that an answer leads to is a page of the console", () => {
  const account = path.resolve(import.meta.dirname, "../../[account]");
  const isPage = (place: string) => {
    const folder = path.join(account, place.split("?", 1)[0] ?? "");
    return existsSync(path.join(folder, "page.tsx")) || readdirSync(folder).some((name) => name.startsWith("(") && existsSync(path.join(folder, name, "page.tsx")));
  };
  for (const place of ANSWERS.flatMap((answer) => answer.places)) expect(isPage(place.path), place.path).toBe(true);
});

test("answers are found by a code, by how it begins, and by words of question, answer and steps in any order", () => {
  const ids = (text: string) => findAnswers(text, 50).map((answer) => answer.id);
  expect(ids("63020")).toEqual(["business-manager"]);
  expect(ids("6302")).toContain("business-manager");
  expect(ids("QUIETLY nothing here")).toEqual([]);
  expect(ids("joined sandbox 72")).toContain("sandbox-not-delivered");
  expect(findAnswers("the", 3)).toHaveLength(3);
});

test("without a text every answer is there, and groups without one are left out", () => {
  expect(groupsAbout("")).toEqual(ANSWER_GROUPS);
  expect(groupsAbout("63020").map((group) => group.id)).toEqual(["business"]);
});

test("the page of a code names the answers about it", () => {
  expect(answersTo(63015).map((answer) => answer.id)).toEqual(["sandbox-not-associated", "sandbox-not-delivered"]);
  expect(answersTo(99999)).toEqual([]);
});
