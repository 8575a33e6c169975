/** What a form looks like after it was sent: what was wrong, beside which field, with everything that was typed still there. */
import type { z } from "zod";

export type FormState = {
  /** One sentence above the form, or null. */
  message: string | null;
  /** One sentence beside each field that needs another look. */
  errors: Record<string, string>;
  /** What was typed, so that nothing is lost. Fields whose name starts with `secret` are never sent back. */
  values: Record<string, string>;
};

export const untouched: FormState = { message: null, errors: {}, values: {} };

export type Parsed<T> = { ok: true; input: T } | { ok: false; state: FormState };

/** Parses a form once, at the door. Repeated fields and files are not text and are left out. */
export function parseForm<T>(schema: z.ZodType<T>, form: FormData): Parsed<T> {
  const parsed = schema.safeParse(typed(form));
  if (parsed.success) return { ok: true, input: parsed.data };
  const errors: Record<string, string> = {};
  for (const issue of parsed.error.issues) errors[issue.path.join(".")] ??= issue.message;
  return { ok: false, state: { message: null, errors, values: echo(form) } };
}

/** The form comes back with one sentence: what happened, why, what to do next. */
export function refused(message: string, form?: FormData, errors: Record<string, string> = {}): FormState {
  return { message, errors, values: form ? echo(form) : {} };
}

/** One text field of a form, or an empty text: for the account's slug, which the gate wants before anything is parsed. Whoever calls an action by hand may send anything in the place of a form. */
export function textField(form: FormData, name: string): string {
  if (!isForm(form)) return "";
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

function typed(form: FormData): Record<string, string> {
  const fields: Record<string, string> = {};
  if (!isForm(form)) return fields;
  // No keyboard types a NUL and no text of PostgreSQL holds one.
  for (const [name, value] of form) if (typeof value === "string" && !name.startsWith("$")) fields[name] = value.replaceAll("\0", "");
  return fields;
}

/** By what is used of it. */
function isForm(form: unknown): form is FormData {
  return typeof form === "object" && form !== null && "get" in form && typeof form.get === "function" && Symbol.iterator in form;
}

function echo(form: FormData): Record<string, string> {
  return Object.fromEntries(Object.entries(typed(form)).filter(([name]) => !name.startsWith("secret")));
}
