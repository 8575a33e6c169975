/** Twilio's Content types, translated into what a phone shows. */
import { z } from "zod";
import type { TemplateButton, TemplateContent, TemplateExtra } from "#lib/domain/template.ts";
import { ContentBody, type Action } from "./content-shapes.ts";
import { mediaFrom } from "./media-from.ts";

/** The richest type that a channel can show comes first: Twilio picks the same way among the types of one Content. */
const RICHEST_FIRST = [
  "whatsapp/authentication",
  "whatsapp/card",
  "whatsapp/flows",
  "twilio/card",
  "twilio/carousel",
  "twilio/catalog",
  "twilio/flows",
  "twilio/list-picker",
  "twilio/call-to-action",
  "twilio/quick-reply",
  "twilio/schedule",
  "twilio/location",
  "twilio/media",
  "twilio/text",
];
/** Meta writes authentication templates itself: the words are its own, in the template's language on the phone, and only the code varies (Content API, whatsapp/authentication). */
const AUTHENTICATION_BODY = "*{{1}}* is your verification code.";
const SECURITY_ADVICE = " For your security, do not share this code.";

type Samples = Record<string, string>;

/** What of a Content's types a phone shows. Types that are not known keep their text. The samples tell what kind of media a variable stands for. */
export function contentFrom(types: unknown, samples: Samples = {}): TemplateContent {
  const offered = z.record(z.string(), z.unknown()).catch({}).parse(types);
  const type = RICHEST_FIRST.find((name) => name in offered) ?? Object.keys(offered)[0] ?? "";
  const given = offered[type];
  const body = ContentBody.parse(typeof given === "object" && given !== null ? given : {});
  const extra = extraOf(type, body, samples);
  return { body: bodyOf(type, body), header: headerOf(body, samples), footer: footerOf(type, body) || null, buttons: buttonsOf(type, body), ...(extra && { extra }) };
}

/** A twilio/card says its title as the body of the message: both may have 1,024 characters (Content API, twilio/card). */
function bodyOf(type: string, { body, title, subtitle, add_security_recommendation }: ContentBody): string {
  switch (type) {
    case "whatsapp/authentication":
      return AUTHENTICATION_BODY + (add_security_recommendation ? SECURITY_ADVICE : "");
    case "twilio/card":
      return lines(title, body);
    case "twilio/catalog":
      return body;
    default:
      return body || lines(title, subtitle);
  }
}

function lines(...texts: string[]): string {
  return texts.filter((line) => line !== "").join("\n");
}

function headerOf(body: ContentBody, samples: Samples): TemplateContent["header"] {
  const url = body.media[0] ?? body.media_url;
  if (url) return mediaFrom(url, samples);
  return body.header_text ? { kind: "text", text: body.header_text } : null;
}

/** The subtitle has the 60 characters of a footer and stands where one does. */
function footerOf(type: string, body: ContentBody): string {
  if (type === "whatsapp/authentication") return expiryOf(body.code_expiration_minutes);
  if (body.footer) return body.footer;
  const saysSubtitle = type === "twilio/card" || type === "twilio/catalog" || type === "whatsapp/flows" || type === "twilio/flows";
  return saysSubtitle ? body.subtitle : "";
}

function expiryOf(minutes: string): string {
  if (minutes === "") return "";
  return `This code expires in ${minutes} ${minutes === "1" ? "minute" : "minutes"}.`;
}

function buttonsOf(type: string, body: ContentBody): TemplateButton[] {
  const opensForm = body.button_text !== "" && !hasScreens(type, body);
  return [...body.actions.map(buttonFrom), ...(opensForm ? [{ kind: "flow" as const, title: body.button_text, detail: "" }] : [])];
}

function hasScreens(type: string, body: ContentBody): boolean {
  return type === "twilio/flows" && body.pages.length > 0;
}

function extraOf(type: string, body: ContentBody, samples: Samples): TemplateExtra | null {
  switch (type) {
    case "twilio/location":
      return { kind: "location", latitude: body.latitude, longitude: body.longitude, label: body.label, address: body.address };
    case "twilio/list-picker":
      return { kind: "sheet", of: "choices", button: body.button, items: body.items.map(({ item, description }) => ({ title: item, detail: description })) };
    case "twilio/flows":
      return hasScreens(type, body) ? { kind: "sheet", of: "screens", button: body.button_text, items: body.pages.map(({ title, subtitle }) => ({ title, detail: subtitle })) } : null;
    case "twilio/schedule":
      return { kind: "sheet", of: "times", button: "", items: body.timeSlots.filter((slot) => slot.trim() !== "").map((slot) => ({ title: slot.trim(), detail: "" })) };
    case "twilio/carousel":
      return { kind: "cards", cards: body.cards.map(({ media, actions, ...card }) => ({ header: media[0] ? mediaFrom(media[0], samples) : null, body: lines(card.title, card.body), buttons: actions.map(buttonFrom) })) };
    case "twilio/catalog":
      return { kind: "catalog", title: body.title, items: body.items.map(({ name, description, media_url, price }) => ({ title: name, detail: description, url: media_url, price })), chosenLater: body.dynamic_items !== "" };
    default:
      return null;
  }
}

function buttonFrom(action: Action): TemplateButton {
  switch (action.type) {
    case "URL":
      return { kind: "url", title: action.title, detail: action.url };
    case "PHONE_NUMBER":
      return { kind: "phone", title: action.title, detail: action.phone };
    case "VOICE_CALL":
    case "VOICE_CALL_REQUEST":
      return { kind: "call", title: action.title, detail: action.phone };
    case "COPY_CODE":
      return { kind: "code", title: action.title || action.copy_code_text || "Copy code", detail: action.code };
    default:
      return { kind: "reply", title: action.title, detail: "" };
  }
}
