import { expect, test } from "vitest";
import type { TemplateButton, TemplateContent } from "#lib/domain/template.ts";
import { contentKind } from "./content-kind.ts";

const BUTTON: TemplateButton = { kind: "reply", title: "Yes", detail: "" };
const PICTURE = { kind: "image", url: "https://x.example/a.jpg" } as const;
const ITEM = { title: "One", detail: "" };

test.each<[string, Partial<TemplateContent>]>([
  ["Text", {}],
  ["Text with 1 button", { buttons: [BUTTON] }],
  ["Text with 2 buttons", { buttons: [BUTTON, BUTTON], footer: "Reply STOP" }],
  ["Text with footer", { footer: "Reply STOP" }],
  ["Text with title", { header: { kind: "text", text: "Hello" } }],
  ["Card with title and 1 button", { header: { kind: "text", text: "Hello" }, buttons: [BUTTON] }],
  ["Card with picture and 2 buttons", { header: PICTURE, buttons: [BUTTON, BUTTON] }],
  ["Card with picture", { header: PICTURE, footer: "Reply STOP" }],
  ["Picture with text", { header: PICTURE }],
  ["Picture", { header: PICTURE, body: "" }],
  ["Voice message", { header: { kind: "audio", url: "https://x.example/a.ogg" }, body: "" }],
  ["Location", { extra: { kind: "location", latitude: "1", longitude: "2", label: "", address: "" } }],
  ["List of 2 choices", { extra: { kind: "sheet", of: "choices", button: "Open", items: [ITEM, ITEM] } }],
  ["Form with 1 screen", { extra: { kind: "sheet", of: "screens", button: "Open", items: [ITEM] } }],
  ["Schedule with 2 times", { extra: { kind: "sheet", of: "times", button: "", items: [ITEM, ITEM] } }],
  ["Carousel of 1 card", { extra: { kind: "cards", cards: [{ header: PICTURE, body: "", buttons: [BUTTON] }] } }],
  ["Catalog", { extra: { kind: "catalog", title: "", items: [], chosenLater: true } }],
  ["Catalog with 1 item", { extra: { kind: "catalog", title: "", items: [{ ...ITEM, url: "", price: "" }], chosenLater: false } }],
])("it is called “%s”", (words, content) => {
  expect(contentKind({ body: "Hi", header: null, footer: null, buttons: [], ...content })).toBe(words);
});
