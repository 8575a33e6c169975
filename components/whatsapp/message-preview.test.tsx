import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { TemplateButton, TemplateContent } from "#lib/domain/template.ts";
import { CustomerMessage } from "./customer-message.tsx";
import { MessagePreview } from "./message-preview.tsx";

const reply = (title: string): TemplateButton => ({ kind: "reply", title, detail: "" });
const text = (body: string, more: Partial<TemplateContent> = {}): TemplateContent => ({ body, header: null, footer: null, buttons: [], ...more });

/** What is read aloud: the words, without what is only seen. */
function heard(content: TemplateContent, values?: Record<string, string>): string {
  const html = renderToStaticMarkup(<MessagePreview content={content} values={values} time="14:02" />);
  return html
    .replaceAll(/<(bdi|span|svg)[^>]*aria-hidden="true"[^>]*>.*?<\/\1>/gs, "")
    .replaceAll(/<[^>]*>/g, "|")
    .replaceAll(/[|\s]+/g, " ")
    .trim();
}

test("a reader hears which words came from a variable and which variable has no value", () => {
  expect(heard(text("Hi {{1}}, bring {{code}}."), { 1: "Ana" })).toBe("Hi variable 1: Ana , bring variable code, no value . 14:02 One variable has no value: code.");
});

test("what was stored before there were more types is still drawn", () => {
  const stored: unknown = JSON.parse(`{"body":"Which one?","header":{"kind":"image","url":"https://x.example/a.jpg"},"footer":"Stop","buttons":[{"kind":"reply","title":"Choose","detail":"3 choices"}]}`);
  expect(heard(isContent(stored) ? stored : text(""))).toBe("Picture: a.jpg Which one? Stop 14:02 Choose (answers: 3 choices)");
});

function isContent(stored: unknown): stored is TemplateContent {
  return typeof stored === "object" && stored !== null && "body" in stored;
}

test("three buttons stand as they are, and of four the last two are behind a sheet that opens without script", () => {
  const three = text("B", { buttons: ["One", "Two", "Three"].map(reply) });
  expect(heard(three)).toBe("B 14:02 One (answers) Two (answers) Three (answers)");
  const html = renderToStaticMarkup(<MessagePreview content={{ ...three, buttons: [...three.buttons, reply("Four")] }} />);
  const [bubble, sheet] = html.split("<details");
  expect(bubble).toContain("Two");
  expect(bubble).not.toContain("Three");
  expect(sheet).toMatch(/See all options.*One.*Two.*Three.*Four/s);
});

test("what is folded away opens by itself when a value is missing in it", () => {
  const last: TemplateButton = { kind: "url", title: "Open", detail: "https://x.example/{{2}}" };
  const content = text("B", { buttons: [...["One", "Two", "Three"].map(reply), last] });
  const html = (values: Record<string, string>) => renderToStaticMarkup(<MessagePreview content={content} values={values} />);
  expect(html({})).toContain("<details open");
  expect(html({ 2: "a" })).not.toContain("<details open");
});

test("a button whose address has an empty variable shows which", () => {
  const content = text("B", { buttons: [{ kind: "url", title: "Open", detail: "https://x.example/{{2}}" }] });
  expect(heard(content)).toContain("Open variable 2, no value");
  expect(heard(content, { 2: "a" })).toBe("B 14:02 Open (opens a page: https://x.example/a)");
});

test("nothing is fetched unless asked, and never over a line that is not encrypted", () => {
  const picture = (url: string, load: boolean) => renderToStaticMarkup(<MessagePreview content={text("B", { header: { kind: "image", url } })} loadMedia={load} />);
  expect(picture("https://x.example/a.jpg", false)).not.toContain("<img");
  expect(picture("https://x.example/a.jpg", true)).toContain("<img");
  expect(picture("http://x.example/a.jpg", true)).not.toContain("<img");
  expect(picture("https://x.example/{{1}}", true)).not.toContain("<img");
});

test("each paragraph has its own direction", () => {
  const html = renderToStaticMarkup(<MessagePreview content={text("مرحبا\nHello")} />);
  expect(html.match(/<p dir="auto"/g)).toHaveLength(2);
});

test("braces of a customer are no variable", () => {
  const html = renderToStaticMarkup(<CustomerMessage text="Send me {{1}}" time="09:41" />);
  expect(html).toContain("Send me {{1}}");
  expect(html).not.toContain("<mark");
});
