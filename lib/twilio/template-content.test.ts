import { expect, test } from "vitest";
import { contentFrom } from "./template-content.ts";

const NOTHING = { body: "", header: null, footer: null, buttons: [] };

test("twilio/text is its body", () => {
  expect(contentFrom({ "twilio/text": { body: "Hi {{1}}" } })).toEqual({ ...NOTHING, body: "Hi {{1}}" });
});

test("the richest type is what a phone shows", () => {
  const content = contentFrom({ "twilio/text": { body: "fallback" }, "twilio/quick-reply": { body: "Tasting?", actions: [{ type: "QUICK_REPLY", title: "Yes" }] } });
  expect(content).toMatchObject({ body: "Tasting?", buttons: [{ kind: "reply", title: "Yes" }] });
});

test.each([
  ["https://x.example/a.jpg?v=1", "image"],
  ["https://x.example/a.MP4", "video"],
  ["https://x.example/a.pdf#2", "document"],
  ["https://x.example/price list.xlsx", "document"],
  ["https://x.example/a.ogg", "audio"],
  ["https://x.example/a.webp", "sticker"],
  ["https://x.example/{{1}}", "image"],
])("twilio/media of %s is shown as %s", (url, kind) => {
  expect(contentFrom({ "twilio/media": { body: "Look", media: [url] } })).toEqual({ ...NOTHING, body: "Look", header: { kind, url } });
});

test("the sample tells what a variable address stands for, and the address keeps its variable", () => {
  expect(contentFrom({ "twilio/media": { media: ["https://x.example/{{3}}"] } }, { 3: "small.mp4" }).header).toEqual({ kind: "video", url: "https://x.example/{{3}}" });
});

test("twilio/location has its place beside the text that goes with it", () => {
  const content = contentFrom({ "twilio/text": { body: "fallback" }, "twilio/location": { latitude: 39.7392, longitude: -104.9903, label: "Foo Bar Co", address: "1 Main St" } });
  expect(content).toEqual({ ...NOTHING, extra: { kind: "location", latitude: "39.7392", longitude: "-104.9903", label: "Foo Bar Co", address: "1 Main St" } });
});

test("twilio/call-to-action has a button of every kind", () => {
  const actions = [
    { type: "URL", title: "Shop", url: "https://x.example/{{2}}" },
    { type: "PHONE_NUMBER", title: "Call", phone: "+442079460000" },
    { type: "COPY_CODE", title: "Copy", code: "V1" },
    { type: "VOICE_CALL", title: "Call on WhatsApp" },
    { type: "SOMETHING_NEW", title: "New" },
  ];
  expect(contentFrom({ "twilio/call-to-action": { body: "B", actions } })).toEqual({
    ...NOTHING,
    body: "B",
    buttons: [
      { kind: "url", title: "Shop", detail: "https://x.example/{{2}}" },
      { kind: "phone", title: "Call", detail: "+442079460000" },
      { kind: "code", title: "Copy", detail: "V1" },
      { kind: "call", title: "Call on WhatsApp", detail: "" },
      { kind: "reply", title: "New", detail: "" },
    ],
  });
});

test("twilio/list-picker opens its choices", () => {
  const items = [{ id: "a", item: "Filter", description: "From 9 €" }, { id: "b", item: "Espresso" }];
  expect(contentFrom({ "twilio/list-picker": { body: "Which one?", button: "Choose", items } })).toEqual({
    ...NOTHING,
    body: "Which one?",
    extra: { kind: "sheet", of: "choices", button: "Choose", items: [{ title: "Filter", detail: "From 9 €" }, { title: "Espresso", detail: "" }] },
  });
});

test("twilio/card says its title in the bubble and its subtitle at the foot", () => {
  const card = { title: "You reached *Elite*!", subtitle: "Reply Stop to unsubscribe", media: ["https://x.example/a.png"], actions: [{ type: "URL", title: "Order", url: "https://x.example" }] };
  expect(contentFrom({ "twilio/card": card })).toEqual({
    body: "You reached *Elite*!",
    header: { kind: "image", url: "https://x.example/a.png" },
    footer: "Reply Stop to unsubscribe",
    buttons: [{ kind: "url", title: "Order", detail: "https://x.example" }],
  });
  expect(contentFrom({ "twilio/card": { title: "Title", body: "Body", subtitle: null } })).toEqual({ ...NOTHING, body: "Title\nBody" });
});

test("whatsapp/card has its header, footer and buttons", () => {
  const content = contentFrom({ "whatsapp/card": { body: "B", header_text: "H", footer: "F", actions: [{ type: "QUICK_REPLY", title: "Yes", id: "y" }] } });
  expect(content).toEqual({ body: "B", header: { kind: "text", text: "H" }, footer: "F", buttons: [{ kind: "reply", title: "Yes", detail: "" }] });
});

test("twilio/carousel has cards side by side below its body", () => {
  const card = { title: "Hoodie", body: "Warm as owl feathers.", media: "https://x.example/hoodie.jpg", actions: [{ type: "QUICK_REPLY", title: "I want it", id: "h" }] };
  expect(contentFrom({ "twilio/carousel": { body: "New {{1}}", cards: [card, { body: "Tote", media: "", actions: [] }] } })).toEqual({
    ...NOTHING,
    body: "New {{1}}",
    extra: {
      kind: "cards",
      cards: [
        { header: { kind: "image", url: "https://x.example/hoodie.jpg" }, body: "Hoodie\nWarm as owl feathers.", buttons: [{ kind: "reply", title: "I want it", detail: "" }] },
        { header: null, body: "Tote", buttons: [] },
      ],
    },
  });
});

test("twilio/catalog has its items, and without any it is the whole catalog", () => {
  const items = [{ id: "s1", section_title: "Beans", name: "Sidamo", price: 12.5, media_url: "https://x.example/s.jpg", description: "Floral" }];
  expect(contentFrom({ "twilio/catalog": { body: "B", title: "T", subtitle: "S", items } })).toEqual({
    ...NOTHING,
    body: "B",
    footer: "S",
    extra: { kind: "catalog", title: "T", items: [{ title: "Sidamo", detail: "Floral", url: "https://x.example/s.jpg", price: "12.5" }], chosenLater: false },
  });
  expect(contentFrom({ "twilio/catalog": { body: "B" } }).extra).toEqual({ kind: "catalog", title: "", items: [], chosenLater: false });
  expect(contentFrom({ "twilio/catalog": { body: "B", dynamic_items: "{{1}}" } }).extra).toMatchObject({ items: [], chosenLater: true });
});

test.each([
  [{ add_security_recommendation: true, code_expiration_minutes: 10 }, "*{{1}}* is your verification code. For your security, do not share this code.", "This code expires in 10 minutes."],
  [{ code_expiration_minutes: 1 }, "*{{1}}* is your verification code.", "This code expires in 1 minute."],
  [{}, "*{{1}}* is your verification code.", null],
])("whatsapp/authentication with %j says WhatsApp's own words", (options, body, footer) => {
  const content = contentFrom({ "whatsapp/authentication": { ...options, actions: [{ type: "COPY_CODE", copy_code_text: "Copy code" }] } });
  expect(content).toEqual({ body, header: null, footer, buttons: [{ kind: "code", title: "Copy code", detail: "" }] });
});

test("whatsapp/flows is a message with a button that opens a form", () => {
  expect(contentFrom({ "whatsapp/flows": { body: "B", button_text: "Book", flow_id: "1", subtitle: "S", media_url: "https://x.example/a.jpg" } })).toEqual({
    body: "B",
    header: { kind: "image", url: "https://x.example/a.jpg" },
    footer: "S",
    buttons: [{ kind: "flow", title: "Book", detail: "" }],
  });
});

test("twilio/flows shows the screens that the button opens", () => {
  const pages = [{ id: "one", title: "When?", subtitle: "Pick a day", layout: [] }, { id: "two", title: "Who?", layout: [] }];
  expect(contentFrom({ "twilio/flows": { body: "B", button_text: "Book", type: "APPOINTMENT_BOOKING", pages } })).toEqual({
    ...NOTHING,
    body: "B",
    extra: { kind: "sheet", of: "screens", button: "Book", items: [{ title: "When?", detail: "Pick a day" }, { title: "Who?", detail: "" }] },
  });
});

test("twilio/schedule shows its title and its times, one a line", () => {
  expect(contentFrom({ "twilio/schedule": { id: "1", title: "Pick a time", timeSlots: "Mon 10:00\n\nTue {{1}}" } })).toEqual({
    ...NOTHING,
    body: "Pick a time",
    extra: { kind: "sheet", of: "times", button: "", items: [{ title: "Mon 10:00", detail: "" }, { title: "Tue {{1}}", detail: "" }] },
  });
});

test.each([[null], [undefined], ["text"], [{}], [{ "twilio/text": null }], [{ "new/type": { body: 7, actions: "none", media: 3, items: {}, cards: 1 } }]])("%j is no content and no error", (types) => {
  expect(contentFrom(types)).toEqual(NOTHING);
});

test.each(["twilio/carousel", "twilio/catalog", "twilio/list-picker", "twilio/schedule", "twilio/location", "twilio/flows"])("%s without its fields is no error", (type) => {
  expect(contentFrom({ [type]: { cards: [{}], items: [{}], pages: "x", timeSlots: 4, latitude: null } })).toMatchObject({ body: "", header: null });
});

test("a type that is not known keeps its text", () => {
  expect(contentFrom({ "twilio/brand-new": { body: "Hello" } })).toEqual({ ...NOTHING, body: "Hello" });
});
