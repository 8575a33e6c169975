/** What Meta's review turns down without reading: the rules on variables, and types that are never templates. */
import { variableKeysIn } from "#lib/domain/template.ts";
import type { SimulatedTemplate } from "./fixtures.ts";

/** Meta's word for a template that breaks a rule of form. */
const FORM = "INVALID_FORMAT";
/** A variable, or a variable and the mark that ends a sentence, at either end of a text. */
const AT_AN_END = /^\s*\{\{|\}\}[\s.!?]*$/;
/** Nothing, or a single space, between two variables. */
const SIDE_BY_SIDE = /\}\}\s?\{\{/;
/** Only sent where a conversation is open already (Twilio, content types overview). */
const NEVER_TEMPLATES = ["twilio/location", "twilio/list-picker"];

/** Why a template is rejected, in the words of an approval; null when nothing speaks against it (Twilio, using variables with content API). */
export function reviewProblem({ types, variables }: SimulatedTemplate): string | null {
  const names = Object.keys(types);
  if (names.every((name) => NEVER_TEMPLATES.includes(name))) return `${FORM}: ${names.join(" and ")} cannot be submitted.`;
  const bodies = Object.values(types).flatMap(({ body }) => (typeof body === "string" ? [body] : []));
  const keys = variableKeysIn(JSON.stringify(types));
  const hasSamples = keys.every((key) => variables[key] !== undefined && variables[key] !== "");
  if (!hasSamples && bodies.some((body) => AT_AN_END.test(body))) return `${FORM}: a variable without a sample stands at an end of the text.`;
  if (bodies.some((body) => SIDE_BY_SIDE.test(body))) return `${FORM}: two variables stand side by side.`;
  return hasGap(keys) ? `${FORM}: the numbers of the variables have a gap.` : null;
}

function hasGap(keys: string[]): boolean {
  const numbers = keys.filter((key) => /^\d+$/.test(key)).map(Number);
  return numbers.some((number) => number > numbers.length || number < 1);
}
