/** A WhatsApp template as the console knows it, whatever its provider calls it. */
import type { TemplateCategory, TemplateStatus } from "./states.ts";

export type TemplateVariable = { key: string; sample: string };

/** `detail` is where a button leads: a page, a number, a code. */
export type TemplateButton = { kind: "reply" | "url" | "phone" | "call" | "code" | "flow"; title: string; detail: string };

export type MediaKind = "image" | "video" | "document" | "audio" | "sticker";
/** `name` is what the file is called, where that is not the end of its address. */
export type TemplateMedia = { kind: MediaKind; url: string; name?: string };
export type TemplateHeader = { kind: "text"; text: string } | TemplateMedia;

/** One line to choose in a sheet. */
export type TemplateItem = { title: string; detail: string };
/** One of several messages side by side. */
export type TemplateCard = { header: TemplateMedia | null; body: string; buttons: TemplateButton[] };
export type CatalogItem = TemplateItem & { url: string; price: string };

/** What a message has beyond its bubble: at most one of these. */
export type TemplateExtra =
  | { kind: "location"; latitude: string; longitude: string; label: string; address: string }
  /** A button that opens a sheet: the choices of a list, the screens of a form, the times of an appointment. */
  | { kind: "sheet"; of: "choices" | "screens" | "times"; button: string; items: TemplateItem[] }
  | { kind: "cards"; cards: TemplateCard[] }
  /** Without items the button opens the whole catalog. */
  | { kind: "catalog"; title: string; items: CatalogItem[]; chosenLater: boolean };

/** What of a template a phone can show; unknown content keeps its text. What was stored before `extra` was known has none. */
export type TemplateContent = {
  body: string;
  header: TemplateHeader | null;
  footer: string | null;
  buttons: TemplateButton[];
  extra?: TemplateExtra;
};

export type Template = {
  id: string;
  contentSid: string;
  name: string;
  language: string;
  category: TemplateCategory;
  status: TemplateStatus;
  rejectionReason: string | null;
  content: TemplateContent;
  variables: TemplateVariable[];
};

/** How one variable is filled for each person. A `column` falls back to `fallback` where the cell is empty; an empty fallback means that the person is left out. */
export type VariableSource = { from: "column"; column: string; fallback: string } | { from: "text"; text: string };
/** By variable key. */
export type VariableMapping = Record<string, VariableSource>;

const VARIABLE = /\{\{\s*([A-Za-z0-9_]{1,16})\s*\}\}/g;

/** The keys of the variables in a text, in order of first use. */
export function variableKeysIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(VARIABLE), (match) => match[1] ?? ""))];
}

/** The variables that a mapping does not fill; a campaign with one cannot be launched, because Twilio would send the template's sample text (OpenAPI, ContentVariables). */
export function unmappedVariables(variables: TemplateVariable[], mapping: VariableMapping): string[] {
  return variables.map((variable) => variable.key).filter((key) => !isFilled(mapping[key]));
}

function isFilled(source: VariableSource | undefined): boolean {
  if (!source) return false;
  return source.from === "column" ? source.column.trim() !== "" : source.text.trim() !== "";
}

/** A text with its variables filled; those without a value stay as they are. */
export function fillVariables(text: string, values: Record<string, string>): string {
  return text.replace(VARIABLE, (whole, key: string) => values[key] ?? whole);
}

/** Whether a message carries a file, which WhatsApp senders take at a rate of its own (Twilio, WhatsApp best practices). */
export function carriesMedia({ header, extra }: TemplateContent): boolean {
  const isFile = (each: TemplateHeader | null) => each !== null && each.kind !== "text";
  return isFile(header) || (extra?.kind === "cards" && extra.cards.some((card) => isFile(card.header)));
}

/** Every text and address of a content that may hold a variable, in the order in which a person reads them. */
export function textsIn(content: TemplateContent): string[] {
  const { header, body, footer, buttons, extra } = content;
  return [...headerTexts(header), body, footer ?? "", ...buttons.flatMap(buttonTexts), ...(extra ? extraTexts(extra) : [])].filter((text) => text !== "");
}

function headerTexts(header: TemplateHeader | null): string[] {
  if (!header) return [];
  return header.kind === "text" ? [header.text] : [header.url, header.name ?? ""];
}

const buttonTexts = (button: TemplateButton): string[] => [button.title, button.detail];

function extraTexts(extra: TemplateExtra): string[] {
  switch (extra.kind) {
    case "location":
      return [extra.label, extra.address, extra.latitude, extra.longitude];
    case "sheet":
      return [extra.button, ...extra.items.flatMap((item) => [item.title, item.detail])];
    case "cards":
      return extra.cards.flatMap((card) => [...headerTexts(card.header), card.body, ...card.buttons.flatMap(buttonTexts)]);
    case "catalog":
      return [extra.title, ...extra.items.flatMap((item) => [item.title, item.detail, item.url, item.price])];
  }
}

/** The variables of a content that have no value, by key, in the order in which a person reads them. */
export function emptyVariables(content: TemplateContent, values: Record<string, string>): string[] {
  return emptyKeysIn(textsIn(content).join("\n"), values);
}

/** The variables of a text that have no value, by key. */
export function emptyKeysIn(text: string, values: Record<string, string>): string[] {
  return variableKeysIn(text).filter((key) => (values[key] ?? "").trim() === "");
}
