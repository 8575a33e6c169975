import { expect, test } from "vitest";
import type { TemplateContent } from "#lib/domain/template.ts";
import { firstWords } from "./first-words.ts";

const empty: TemplateContent = { body: "", header: null, footer: null, buttons: [] };

test.each([
  ["*Hi* {{1}},\nwelcome", "Hi {{1}},"],
  ["\n\n  \n> _quoted_", "quoted"],
  ["- tea\n- cake", "tea"],
  ["1. ~come~", "come"],
  ["```let a\nlet b```", "let a\nlet b"],
])("%j begins with %j", (body, words) => {
  expect(firstWords({ ...empty, body })).toBe(words);
});

test("what has no body is called by its title or its place", () => {
  expect(firstWords({ ...empty, header: { kind: "text", text: "Hello" } })).toBe("Hello");
  expect(firstWords({ ...empty, extra: { kind: "location", latitude: "1", longitude: "2", label: "", address: "1 Main St" } })).toBe("1 Main St");
  expect(firstWords(empty)).toBe("");
});
