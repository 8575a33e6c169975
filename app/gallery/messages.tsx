/** Messages as phones show them. */
import { Section } from "#components/frame/section.tsx";
import { MessagePreview } from "#components/whatsapp/message-preview.tsx";
import type { TemplateContent } from "#lib/domain/template.ts";

const SALE: TemplateContent = {
  header: { kind: "image", url: "https://example.com/media/spring-coffee.jpg" },
  body: "Hi *{{1}}*, spring is here 🌱\n\nUntil {{2}} everything from _Nordlicht_ is ~full price~ *20 % off*:\n- Filter coffee\n- Espresso\n\nYour code: ```{{3}}```\nhttps://nordlicht.example/spring",
  footer: "Reply STOP to stop these messages",
  buttons: [
    { kind: "url", title: "Shop now", detail: "https://nordlicht.example/{{1}}" },
    { kind: "code", title: "Copy code", detail: "SPRING" },
    { kind: "reply", title: "Stop", detail: "" },
  ],
};

const ARABIC: TemplateContent = {
  header: { kind: "text", text: "طلبك في الطريق" },
  body: "مرحبا {{1}}،\nسيصل طلبك رقم *{{2}}* غدًا بين 10:00 و12:00.\n> شكرا لثقتكم",
  footer: null,
  buttons: [{ kind: "phone", title: "اتصل بنا", detail: "+966500000000" }],
};

const INVOICE: TemplateContent = {
  header: { kind: "document", url: "https://example.com/invoices/2026-11-rechnung.pdf" },
  body: "Your invoice is attached.\n1. Check it\n2. Pay it\n3. Forget it",
  footer: null,
  buttons: [
    { kind: "reply", title: "Question", detail: "" },
    { kind: "flow", title: "Change address", detail: "" },
    { kind: "phone", title: "Call us", detail: "" },
    { kind: "reply", title: "Stop", detail: "" },
  ],
};

export function Messages() {
  return (
    <div className="grid gap-8 md:grid-cols-2 xl:grid-cols-3">
      <Section title="Filled">
        <MessagePreview content={SALE} values={{ 1: "Ana", 2: "Sunday", 3: "SPRING" }} senderName="Nordlicht Kaffee" />
      </Section>
      <Section title="Empty, forced dark">
        <MessagePreview content={SALE} values={{ 1: "Ana" }} scheme="dark" />
      </Section>
      <Section title="Right to left, forced light">
        <MessagePreview content={ARABIC} values={{ 1: "ليلى", 2: "A-1042" }} scheme="light" />
      </Section>
      <Section title="A file and many buttons">
        <MessagePreview content={INVOICE} />
      </Section>
      <Section title="A film, one line">
        <MessagePreview content={{ header: { kind: "video", url: "https://example.com/v/teaser.mp4" }, body: "Out now.", footer: null, buttons: [] }} />
      </Section>
      <Section title="Long words">
        <MessagePreview content={{ header: null, body: `Hi {{1}}, ${"x".repeat(120)}`, footer: null, buttons: [] }} values={{ 1: "Donaudampfschifffahrtsgesellschaftskapitän ".repeat(4) }} />
      </Section>
    </div>
  );
}
