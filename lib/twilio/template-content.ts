/** Twilio's Content types, translated into what a phone shows. */
import { z } from "zod";
import type { TemplateButton, TemplateContent } from "#lib/domain/template.ts";

const text = z.string().catch("");
const Action = z.looseObject({ type: text, title: text, url: text, phone: text, code: text, copy_code_text: text });
const Body = z.looseObject({
  body: text,
  title: text,
  subtitle: text,
  header_text: text,
  footer: text,
  button: text,
  button_text: text,
  media: z.union([z.array(z.string()), z.string().transform((url) => [url])]).catch([]),
  media_url: text,
  actions: z.array(Action).catch([]),
  items: z.array(z.looseObject({ item: text })).catch([]),
  add_security_recommendation: z.boolean().catch(false),
});
type ContentBody = z.infer<typeof Body>;

/** The richest type that a channel can show comes first: Twilio picks the same way among the types of one Content. */
const RICHEST_FIRST = [
  "whatsapp/authentication",
  "whatsapp/card",
  "whatsapp/flows",
  "twilio/card",
  "twilio/carousel",
  "twilio/list-picker",
  "twilio/call-to-action",
  "twilio/quick-reply",
  "twilio/media",
  "twilio/text",
];
/** Meta writes authentication templates itself: the words are its own and only the code varies (Content API, whatsapp/authentication). */
const AUTHENTICATION_BODY = "*{{1}}* is your verification code.";
const SECURITY_ADVICE = " For your security, do not share this code.";

/** What of a Content's types a phone shows. Types that are not known keep their text. */
export function contentFrom(types: unknown): TemplateContent {
  const offered = z.record(z.string(), z.unknown()).catch({}).parse(types);
  const kind = RICHEST_FIRST.find((name) => name in offered) ?? Object.keys(offered)[0] ?? "";
  const body = Body.parse(typeof offered[kind] === "object" && offered[kind] !== null ? offered[kind] : {});
  return { body: bodyOf(kind, body), header: headerOf(body), footer: body.footer || (kind === "twilio/card" && body.body !== "" ? body.subtitle : "") || null, buttons: buttonsOf(body) };
}

function bodyOf(kind: string, body: ContentBody): string {
  if (kind === "whatsapp/authentication") return AUTHENTICATION_BODY + (body.add_security_recommendation ? SECURITY_ADVICE : "");
  return body.body || [body.title, body.subtitle].filter((line) => line !== "").join("\n");
}

function headerOf(body: ContentBody): TemplateContent["header"] {
  const url = body.media[0] ?? body.media_url;
  if (url) return { kind: mediaKind(url), url };
  return body.header_text ? { kind: "text", text: body.header_text } : null;
}

function mediaKind(url: string): "image" | "video" | "document" {
  const path = url.split(/[?#]/)[0]?.toLowerCase() ?? "";
  if (path.endsWith(".mp4")) return "video";
  return path.endsWith(".pdf") ? "document" : "image";
}

function buttonsOf(body: ContentBody): TemplateButton[] {
  const actions = body.actions.map(buttonFrom);
  const list = body.items.length > 0 && body.button ? [{ kind: "reply" as const, title: body.button, detail: `${body.items.length} choices` }] : [];
  const flow = body.button_text ? [{ kind: "flow" as const, title: body.button_text, detail: "" }] : [];
  return [...actions, ...list, ...flow];
}

function buttonFrom(action: z.infer<typeof Action>): TemplateButton {
  switch (action.type) {
    case "URL":
      return { kind: "url", title: action.title, detail: action.url };
    case "PHONE_NUMBER":
    case "VOICE_CALL":
    case "VOICE_CALL_REQUEST":
      return { kind: "phone", title: action.title, detail: action.phone };
    case "COPY_CODE":
      return { kind: "code", title: action.title || action.copy_code_text || "Copy code", detail: action.code };
    default:
      return { kind: "reply", title: action.title, detail: "" };
  }
}
