import { expect, test } from "vitest";
import { carriesMedia, emptyVariables, fillVariables, textsIn, unmappedVariables, variableKeysIn, type TemplateContent } from "./template.ts";

test("variables are found once each, in order of first use", () => {
  expect(variableKeysIn("Hi {{1}}, {{ code }} for {{1}}")).toEqual(["1", "code"]);
});

test("values fill their variables once and are never filled again", () => {
  expect(fillVariables("Hi {{1}} {{2}}", { "1": "{{2}}", "2": "B" })).toBe("Hi {{2}} B");
});

test("a variable without a value stays visible", () => {
  expect(fillVariables("Hi {{1}}", {})).toBe("Hi {{1}}");
});

test("a column needs a name and a text needs words", () => {
  const variables = [{ key: "1", sample: "" }, { key: "2", sample: "" }, { key: "3", sample: "" }];
  const mapping = { "1": { from: "column", column: "City", fallback: "" }, "2": { from: "text", text: " " } } as const;
  expect(unmappedVariables(variables, mapping)).toEqual(["2", "3"]);
});

const LETTER: TemplateContent = {
  header: { kind: "image", url: "https://x.example/{{pic}}" },
  body: "Hi {{1}}",
  footer: "Reply {{stop}}",
  buttons: [{ kind: "url", title: "Open", detail: "https://x.example/{{path}}" }],
};

test("texts are found wherever a variable can stand, in reading order", () => {
  expect(textsIn(LETTER)).toEqual(["https://x.example/{{pic}}", "Hi {{1}}", "Reply {{stop}}", "Open", "https://x.example/{{path}}"]);
});

test.each<[NonNullable<TemplateContent["extra"]>, string[]]>([
  [{ kind: "location", latitude: "{{lat}}", longitude: "{{lon}}", label: "{{shop}}", address: "{{street}}" }, ["shop", "street", "lat", "lon"]],
  [{ kind: "sheet", of: "choices", button: "{{open}}", items: [{ title: "{{one}}", detail: "{{why}}" }] }, ["open", "one", "why"]],
  [{ kind: "cards", cards: [{ header: { kind: "image", url: "{{pic}}" }, body: "{{price}}", buttons: [{ kind: "url", title: "Buy", detail: "{{link}}" }] }] }, ["pic", "price", "link"]],
  [{ kind: "catalog", title: "{{title}}", chosenLater: false, items: [{ title: "{{name}}", detail: "", url: "", price: "{{price}}" }] }, ["title", "name", "price"]],
])("the variables of %j are counted too", (extra, keys) => {
  expect(emptyVariables({ body: "", header: null, footer: null, buttons: [], extra }, {})).toEqual(keys);
});

test("a variable of blanks is empty, and one with a value is not", () => {
  expect(emptyVariables(LETTER, { 1: "Ana", pic: "a.jpg", stop: "  " })).toEqual(["stop", "path"]);
});

test("a file in the header or on a card makes a message media, words and buttons do not", () => {
  const plain = { body: "Hi", header: null, footer: null, buttons: [] };
  const image = { kind: "image", url: "https://example.test/a.png" } as const;
  expect(carriesMedia(plain)).toBe(false);
  expect(carriesMedia({ ...plain, header: { kind: "text", text: "Hello" } })).toBe(false);
  expect(carriesMedia({ ...plain, header: image })).toBe(true);
  expect(carriesMedia({ ...plain, extra: { kind: "cards", cards: [{ header: null, body: "a", buttons: [] }, { header: image, body: "b", buttons: [] }] } })).toBe(true);
});
