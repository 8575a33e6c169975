/** One content of every type, and some that are hard to draw. */
import type { TemplateButton, TemplateCard, TemplateContent } from "#lib/domain/template.ts";

export type Sample = { title: string; content: TemplateContent; values?: Record<string, string>; senderName?: string };

const reply = (title: string): TemplateButton => ({ kind: "reply", title, detail: "" });
const url = (title: string): TemplateButton => ({ kind: "url", title, detail: "https://nordlicht.example/{{1}}" });
const text = (body: string, more: Partial<TemplateContent> = {}): TemplateContent => ({ body, header: null, footer: null, buttons: [], ...more });

export const SALE: TemplateContent = {
  header: { kind: "image", url: "https://example.com/media/spring-coffee.jpg" },
  body: "Hi *{{1}}*, spring is here 🌱\n\nUntil {{2}} everything from _Nordlicht_ is ~full price~ *20 % off*:\n- Filter coffee\n- Espresso\n\nYour code: ```{{3}}```\nhttps://nordlicht.example/spring",
  footer: "Reply STOP to stop these messages",
  buttons: [url("Shop now"), { kind: "code", title: "Copy code", detail: "SPRING" }, reply("Stop")],
};

const card = (name: string, price: string): TemplateCard => ({
  header: { kind: "image", url: `https://example.com/media/${name.toLowerCase()}.jpg` },
  body: `*${name}*\n${price} a bag, roasted on {{1}}.`,
  buttons: [reply("I want it"), url("Look at it")],
});

export const TYPES: Sample[] = [
  { title: "Text", content: text("Hello {{1}}, your order {{2}} is ready."), values: { 1: "Ana", 2: "A-1042" }, senderName: "Nordlicht Kaffee" },
  { title: "Picture", content: text("It is here: a single origin from one hillside.", { header: { kind: "image", url: "https://example.com/single-origin.jpg" } }) },
  { title: "Video", content: text("Out now.", { header: { kind: "video", url: "https://example.com/v/teaser.mp4" } }) },
  { title: "Document", content: text("Your invoice is attached.\n1. Check it\n2. Pay it\n3. Forget it", { header: { kind: "document", url: "https://example.com/2026-11-rechnung-nordlicht-kaffee-gmbh.pdf" } }) },
  { title: "Voice message", content: text("", { header: { kind: "audio", url: "https://example.com/hello.ogg" } }) },
  { title: "Sticker", content: text("", { header: { kind: "sticker", url: "https://example.com/cup.webp" } }) },
  { title: "Location", content: text("", { extra: { kind: "location", latitude: "51.3397", longitude: "12.3731", label: "Nordlicht Kaffee", address: "Karl-Liebknecht-Straße 8, 04107 Leipzig" } }) },
  { title: "Quick replies", content: text("Four new roasts are on the shelf. Shall we keep a cup for you, {{1}}?", { buttons: [reply("Keep me a cup"), reply("Not this time"), reply("Stop offers")] }), values: { 1: "Ana" } },
  {
    title: "Calls to action",
    content: text("Everything is 15 % off until Sunday.", { buttons: [url("Shop now"), { kind: "phone", title: "Call the shop", detail: "+493412345678" }, { kind: "code", title: "Copy code", detail: "{{2}}" }, { kind: "call", title: "Call on WhatsApp", detail: "" }] }),
    values: { 1: "autumn", 2: "V7K2Q9" },
  },
  {
    title: "List picker",
    content: text("Which one may we send you?", {
      extra: {
        kind: "sheet",
        of: "choices",
        button: "Choose a roast",
        items: [
          { title: "Filter, light", detail: "Floral and bright, from {{1}}" },
          { title: "Espresso, dark", detail: "Chocolate and nuts" },
          { title: "Surprise me", detail: "" },
        ],
      },
    }),
    values: { 1: "Sidamo" },
  },
  { title: "Card, twilio", content: text("You have reached *Elite* status! {{1}} takes 10 % off.", { header: { kind: "image", url: "https://example.com/elite.png" }, footer: "To unsubscribe, reply Stop", buttons: [url("Order online")] }), values: { 1: "ELITE10" } },
  { title: "Card, WhatsApp, with a title", content: text("Your table for {{1}} is booked.", { header: { kind: "text", text: "See you on {{2}}" }, footer: "Nordlicht Kaffee", buttons: [reply("Cancel it")] }), values: { 1: "four" } },
  { title: "Carousel", content: text("New this week, {{2}}:", { extra: { kind: "cards", cards: [card("Sidamo", "14 €"), card("Huila", "12 €"), card("Kirinyaga", "16 €"), card("Sumatra", "11 €")] } }), values: { 1: "Monday", 2: "Ana" } },
  { title: "Catalog, all of it", content: text("Have a look around.", { footer: "Prices include VAT", extra: { kind: "catalog", title: "Our roastery", items: [], chosenLater: false } }) },
  {
    title: "Catalog, some items",
    content: text("These go well together.", { extra: { kind: "catalog", title: "For your morning", chosenLater: false, items: [{ title: "Sidamo, 250 g", detail: "Light roast", url: "", price: "14.00" }, { title: "Hand grinder", detail: "Steel", url: "", price: "89.00" }] } }),
  },
  { title: "Authentication", content: text("*{{1}}* is your verification code. For your security, do not share this code.", { footer: "This code expires in 10 minutes.", buttons: [{ kind: "code", title: "Copy code", detail: "" }] }), values: { 1: "409173" } },
  { title: "Flow, WhatsApp", content: text("Book a tasting in a minute.", { buttons: [{ kind: "flow", title: "Book a tasting", detail: "" }] }) },
  { title: "Flow with screens", content: text("Tell us what you like.", { extra: { kind: "sheet", of: "screens", button: "Start", items: [{ title: "Your taste", detail: "Light or dark?" }, { title: "Your machine", detail: "" }] } }) },
  { title: "Schedule", content: text("When may we bring it?", { extra: { kind: "sheet", of: "times", button: "", items: [{ title: "Monday, 10:00", detail: "" }, { title: "Tuesday, {{1}}", detail: "" }] } }) },
];

const LONG_NAME = "Donaudampfschifffahrtsgesellschaft für Kaffee, Tee und Kolonialwaren ".repeat(5).slice(0, 300);

export const STATES: Sample[] = [
  { title: "Every variable filled", content: SALE, values: { 1: "Ana", 2: "Sunday", 3: "SPRING" }, senderName: "Nordlicht Kaffee" },
  { title: "Empty variables", content: { ...SALE, header: { kind: "image", url: "https://example.com/{{pic}}" }, buttons: [url("Shop for {{1}}"), { kind: "code", title: "Copy code", detail: "{{3}}" }] }, senderName: "Nordlicht Kaffee" },
  {
    title: "Right to left",
    content: { header: { kind: "text", text: "طلبك في الطريق" }, body: "مرحبا {{1}}،\nسيصل طلبك رقم *{{2}}* غدًا بين 10:00 و12:00.\n- قهوة مفلترة\n- إسبريسو\n> شكرا لثقتكم\nThank you, {{1}}!", footer: "للإيقاف أرسل STOP", buttons: [{ kind: "phone", title: "اتصل بنا", detail: "+966500000000" }] },
    values: { 1: "ليلى", 2: "A-1042" },
    senderName: "مقهى الشمال",
  },
  { title: "More than three buttons", content: text("What may we do for you?", { buttons: [reply("Where is my order?"), { kind: "flow", title: "Change my address", detail: "" }, { kind: "phone", title: "Call us", detail: "+493412345678" }, url("Open the shop"), reply("Stop")] }) },
  { title: "All formats", content: text("*Bold*, _italic_, ~gone~, `code`, *_both_* and snake_case.\n> A quote of {{1}},\n> two lines long\n1. First\n2. *Second*\n```let cup = 1;\ncup += 1;```\nWrite to tea@nordlicht.example or +49 341 2345678."), values: { 1: "Ana" } },
  { title: "1,024 characters", content: text("Good morning {{1}}! This is a very long message about coffee, tea and everything between them. ".repeat(11).slice(0, 1024)), values: { 1: "Ana" } },
  { title: "Long words, a long name", content: text(`Hi {{1}}, ${"x".repeat(120)}\nhttps://nordlicht.example/${"a-very-long-path/".repeat(6)}`, { footer: "y".repeat(60), buttons: [reply("z".repeat(40))] }), values: { 1: "Donaudampfschifffahrtsgesellschaftskapitän ".repeat(3) }, senderName: LONG_NAME },
  { title: "Emoji only", content: text("🎉☕️👩‍🍳") },
  { title: "No name, no body", content: text("", { header: { kind: "document", url: "https://example.com/" } }), senderName: "" },
  { title: "An address that waits", content: text("Your ticket.", { header: { kind: "document", url: "https://example.com/{{ticket}}" } }) },
  { title: "Stored before there were more types", content: text("Which one?", { buttons: [{ kind: "reply", title: "Choose a roast", detail: "3 choices" }] }) },
];
