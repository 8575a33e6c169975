/** How the variables of a template are filled from a list: between the draft, the form and the preview. */
import type { TemplateVariable, VariableMapping, VariableSource } from "./template.ts";

/** Longest text or fallback that is taken, in characters; a whole body holds 1,024. */
export const VARIABLE_TEXT_LENGTH_MAX = 500;

const FROM_COLUMN = "column:";
const FROM_TEXT = "text";

/** The part of a mapping that a template uses: what was chosen for another template before does not count. */
export function mappingFor(variables: TemplateVariable[], mapping: VariableMapping): VariableMapping {
  return Object.fromEntries(variables.flatMap(({ key }) => (mapping[key] ? [[key, mapping[key]] as const] : [])));
}

/** The columns that a mapping reads, once each. */
export function columnsIn(mapping: VariableMapping): string[] {
  return [...new Set(Object.values(mapping).flatMap((source) => (source.from === "column" ? [source.column] : [])))];
}

/** The columns that a mapping reads and the list does not have: everybody's cell would be empty. */
export function missingColumns(mapping: VariableMapping, columns: string[]): string[] {
  return columnsIn(mapping).filter((column) => !columns.includes(column));
}

/** The form's fields for one variable: where its value comes from, the fixed text, and what stands in for an empty cell. */
export function fieldNamesOf(key: string): { source: string; text: string; fallback: string } {
  return { source: `source.${key}`, text: `text.${key}`, fallback: `fallback.${key}` };
}

/** What the choice of a column, or of a fixed text, is called in the form. */
export function sourceChoice(source: VariableSource | undefined): string {
  if (!source) return "";
  return source.from === "column" ? columnChoice(source.column) : FROM_TEXT;
}

export function columnChoice(column: string): string {
  return FROM_COLUMN + column;
}

export const textChoice = FROM_TEXT;

/** The mapping that a form describes. A variable for which nothing is chosen yet is left out. */
export function mappingFromFields(fields: Record<string, string>): VariableMapping {
  const mapping: VariableMapping = {};
  for (const [name, choice] of Object.entries(fields)) {
    if (!name.startsWith("source.")) continue;
    const key = name.slice("source.".length);
    const names = fieldNamesOf(key);
    const source = sourceFrom(choice, { text: fields[names.text] ?? "", fallback: fields[names.fallback] ?? "" });
    if (source) mapping[key] = source;
  }
  return mapping;
}

export type OpenField = { name: string; key: string; lacks: "source" | "text" };

/** The fields that still need something, by name, for the variables that a form asks about: nothing chosen, or a fixed text without words. */
export function openFields(fields: Record<string, string>): OpenField[] {
  return Object.keys(fields).flatMap((name): OpenField[] => {
    if (!name.startsWith("source.")) return [];
    const key = name.slice("source.".length);
    const names = fieldNamesOf(key);
    if (fields[name] === "") return [{ name, key, lacks: "source" }];
    return fields[name] === FROM_TEXT && (fields[names.text] ?? "").trim() === "" ? [{ name: names.text, key, lacks: "text" }] : [];
  });
}

function sourceFrom(choice: string, typed: { text: string; fallback: string }): VariableSource | null {
  if (choice === FROM_TEXT) return { from: "text", text: typed.text };
  if (choice.startsWith(FROM_COLUMN)) return { from: "column", column: choice.slice(FROM_COLUMN.length), fallback: typed.fallback };
  return null;
}

/** What one person would get for each variable; a variable that has no value for them is left out. The launch fills with the same rules, in SQL. */
export function valuesFor(mapping: VariableMapping, attributes: Record<string, string>): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [key, source] of Object.entries(mapping)) {
    const value = source.from === "text" ? oneLine(source.text) : oneLine(Object.hasOwn(attributes, source.column) ? (attributes[source.column] ?? "") : "") || oneLine(source.fallback);
    if (value !== "") values[key] = value;
  }
  return values;
}

/** Twilio refuses values with line breaks, tabs or runs of spaces (63013, 21656). */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
