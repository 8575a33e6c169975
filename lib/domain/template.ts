/** A WhatsApp template as the console knows it, whatever its provider calls it. */
import type { TemplateCategory, TemplateStatus } from "./states.ts";

export type TemplateVariable = { key: string; sample: string };

export type TemplateButton = { kind: "reply" | "url" | "phone" | "code" | "flow"; title: string; detail: string };

/** What of a template a phone can show; unknown content keeps its text. */
export type TemplateContent = {
  body: string;
  header: { kind: "text"; text: string } | { kind: "image" | "video" | "document"; url: string } | null;
  footer: string | null;
  buttons: TemplateButton[];
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
