import { expect, test } from "vitest";
import { contentFrom } from "./template-content.ts";

test("a plain text is its body", () => {
  expect(contentFrom({ "twilio/text": { body: "Hi {{1}}" } })).toEqual({ body: "Hi {{1}}", header: null, footer: null, buttons: [] });
});

test("the richest type is what a phone shows", () => {
  const content = contentFrom({ "twilio/text": { body: "fallback" }, "twilio/quick-reply": { body: "Tasting?", actions: [{ type: "QUICK_REPLY", title: "Yes" }] } });
  expect(content).toMatchObject({ body: "Tasting?", buttons: [{ kind: "reply", title: "Yes" }] });
});

test.each([
  ["https://x.example/a.jpg?v=1", "image"],
  ["https://x.example/a.MP4", "video"],
  ["https://x.example/a.pdf#2", "document"],
])("a media header of %s is shown as %s", (url, kind) => {
  expect(contentFrom({ "twilio/media": { body: "Look", media: [url] } }).header).toEqual({ kind, url });
});

test("a card has its header, footer and buttons of every kind", () => {
  const actions = [
    { type: "URL", title: "Shop", url: "https://x.example/{{2}}" },
    { type: "PHONE_NUMBER", title: "Call", phone: "+442079460000" },
    { type: "COPY_CODE", title: "Copy", code: "V1" },
    { type: "SOMETHING_NEW", title: "New" },
  ];
  const content = contentFrom({ "whatsapp/card": { body: "B", header_text: "H", footer: "F", actions } });
  expect(content).toMatchObject({ header: { kind: "text", text: "H" }, footer: "F" });
  expect(content.buttons.map((button) => button.kind)).toEqual(["url", "phone", "code", "reply"]);
});

test("an authentication template says WhatsApp's own words", () => {
  const content = contentFrom({ "whatsapp/authentication": { add_security_recommendation: true, actions: [{ type: "COPY_CODE", copy_code_text: "Copy code" }] } });
  expect(content.body).toBe("*{{1}}* is your verification code. For your security, do not share this code.");
  expect(content.buttons).toEqual([{ kind: "code", title: "Copy code", detail: "" }]);
});

test.each([[null], [undefined], ["text"], [{}], [{ "twilio/text": null }], [{ "new/type": { body: 7, actions: "none", media: 3 } }]])("%j is no content and no error", (types) => {
  expect(contentFrom(types)).toEqual({ body: "", header: null, footer: null, buttons: [] });
});

test("a type that is not known keeps its text", () => {
  expect(contentFrom({ "twilio/brand-new": { body: "Hello" } }).body).toBe("Hello");
});
