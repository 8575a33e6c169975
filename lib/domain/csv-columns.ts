/** What each column of a file is for: guessed from its header and from a few of its cells, decided by a person. */
import { readConsentDate } from "./consent-date.ts";
import { readCountry } from "./country-name.ts";
import { REPORT_HEADERS } from "./import-verdict.ts";
import { readPhone } from "./phone.ts";

export const COLUMN_ROLES = ["phone", "name", "first_name", "last_name", "country", "language", "consent_at", "consent_source", "attribute", "skip"] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

export type ImportColumn = { header: string; role: ColumnRole };

/** What each role means, in the words of the mapping page. */
export const ROLE_LABELS: Record<ColumnRole, { label: string; help: string }> = {
  phone: { label: "WhatsApp number", help: "Where messages go. Every file needs one such column." },
  name: { label: "Full name", help: "Shown in the list of contacts." },
  first_name: { label: "First name", help: "Shown in the list of contacts, before the last name." },
  last_name: { label: "Last name", help: "Shown in the list of contacts, after the first name." },
  country: { label: "Country", help: "Tells how a number without a country code is meant." },
  language: { label: "Language", help: "A code such as en or pt_BR." },
  consent_at: { label: "Consent: when", help: "The date of the opt-in. Without a date that can be read in one way only, there is no consent." },
  consent_source: { label: "Consent: where", help: "Where the person agreed, such as a web form." },
  attribute: { label: "Attribute", help: "Kept under its header, to fill the variables of a template." },
  skip: { label: "Leave out", help: "Not kept." },
};

/** Roles that more than one column may have. */
const SHARED_ROLES: readonly ColumnRole[] = ["attribute", "skip"];

/** Most columns of a file. A file with more is not a list of people. */
export const COLUMNS_MAX = 300;
/** A longer header is cut. In characters. */
const HEADER_MAX = 100;

/** A column is taken for numbers without help from its header when so large a share of its cells are numbers. */
const PHONE_SHARE_MIN = 0.5;
const HEADER_WEIGHT = 0.6;
/** The roles below need so large a share of fitting cells; a column without any cell fits. */
const FITTING_SHARE_MIN = 0.5;

const PHONE_HEADER = /phone|mobile|m[oó]vil|mobil|cell|handy|celular|whats|telefon|tel[eé]fono|t[eé]l[eé]phone|msisdn|\btel\b|numm?er|n[uú]mero|num[eé]ro|^number$/i;

const COUNTRY_HEADER = /country|^land$|^pa[ií]s$|^pays$|^paese$|^nation/i;

const BY_HEADER: readonly { role: ColumnRole; header: RegExp; fits: (cell: string, now: Date) => boolean }[] = [
  { role: "consent_source", header: /(opt.?in|consent|subscri|einwilligung|consentimiento|consentimento).*(source|via|channel|where|from|quelle|origen|origem)/i, fits: () => true },
  { role: "consent_at", header: /opt.?in|consent|agreed|subscri|einwilligung|zustimmung|permission/i, fits: (cell, now) => readConsentDate(cell, now) !== null },
  { role: "first_name", header: /first.?name|given.?name|fore.?name|^vorname$|^pr[eé]nom$|^nombre$|^nome$/i, fits: () => true },
  { role: "last_name", header: /last.?name|sur.?name|family.?name|^nachname$|^nom de famille$|^apellidos?$|^sobrenome$|^cognome$/i, fits: () => true },
  { role: "name", header: /^(full.?|customer.?|contact.?|display.?)?name$|^nom$|^naam$/i, fits: () => true },
  { role: "country", header: COUNTRY_HEADER, fits: (cell) => readCountry(cell) !== null },
  { role: "language", header: /lang|locale|sprache|idioma|taal/i, fits: isLanguage },
];

/** A language as templates name it: en, pt_BR, zh-Hant. */
export function isLanguage(cell: string): boolean {
  return /^[a-z]{2,3}([_-][a-z0-9]{2,8}){0,2}$/i.test(cell.trim());
}

/** Names a person can tell apart: cut, without what the eye does not see, a repeat with its number, an empty one by its position. */
export function namedHeaders(cells: readonly string[]): string[] {
  const taken = new Set<string>();
  return cells.map((cell, index) => {
    const visible = cell.replace(/[\p{Cf}\p{Cc}]/gu, " ").replace(/\s+/g, " ").trim().slice(0, HEADER_MAX).toWellFormed().trim();
    const name = visible === "" ? `Column ${index + 1}` : visible;
    const unique = firstFree(name, taken);
    taken.add(unique);
    return unique;
  });
}

function firstFree(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let n = 2;
  while (taken.has(`${name} (${n})`)) n++;
  return `${name} (${n})`;
}

/** Guesses the role of each column; no two columns get the same one, except attributes and columns to leave out. `samples` are rows of cells. */
export function guessColumns(headers: readonly string[], samples: readonly (readonly string[])[], now: Date): ImportColumn[] {
  const cells = headers.map((_, column) => samples.map((row) => row[column]?.trim() ?? "").filter((cell) => cell !== ""));
  const reported = REPORT_HEADERS.every((header) => headers.includes(header));
  const isLeftOut = (header: string, column: number) => (isNameless(header) && cells[column]?.length === 0) || (reported && REPORT_HEADERS.some((known) => known === header));
  const roles = headers.map((header, column): ColumnRole => (isLeftOut(header, column) ? "skip" : "attribute"));
  const phone = phoneColumn(headers, samples);
  if (phone !== null) roles[phone] = "phone";
  for (const { role, header, fits } of BY_HEADER) {
    const column = headers.findIndex((name, at) => roles[at] === "attribute" && header.test(name) && mostly(cells[at] ?? [], (cell) => fits(cell, now)));
    if (column >= 0) roles[column] = role;
  }
  return headers.map((header, column) => ({ header, role: roles[column] ?? "attribute" }));
}

/** What is wrong with a mapping that a person chose, in one sentence, or null. */
export function mappingProblem(columns: readonly ImportColumn[]): string | null {
  const phones = columns.filter(({ role }) => role === "phone").length;
  if (phones === 0) return "No column holds the numbers. Choose which one does.";
  const repeated = COLUMN_ROLES.find((role) => !SHARED_ROLES.includes(role) && columns.filter((column) => column.role === role).length > 1);
  return repeated ? `Two columns are marked “${ROLE_LABELS[repeated].label}”. Keep the one to use, and make the other an attribute.` : null;
}

function isNameless(header: string): boolean {
  return /^Column \d+$/.test(header);
}

function mostly(cells: readonly string[], fits: (cell: string) => boolean): boolean {
  return cells.length === 0 || cells.filter(fits).length / cells.length >= FITTING_SHARE_MIN;
}

/** The column with the best case for being the number: its cells first, its header second. The leftmost of equals. */
function phoneColumn(headers: readonly string[], samples: readonly (readonly string[])[]): number | null {
  const country = headers.findIndex((header) => COUNTRY_HEADER.test(header));
  const countries = samples.map((row) => readCountry(row[country] ?? ""));
  let best: { column: number; score: number } | null = null;
  for (const [column, header] of headers.entries()) {
    const named = PHONE_HEADER.test(header);
    const score = phoneShare(samples, countries, column) + (named ? HEADER_WEIGHT : 0);
    if (score >= PHONE_SHARE_MIN && score > (best?.score ?? 0)) best = { column, score };
  }
  return best?.column ?? null;
}

function phoneShare(samples: readonly (readonly string[])[], countries: readonly (string | null)[], column: number): number {
  const filled = samples.map((row, at) => ({ cell: row[column] ?? "", code: countries[at] ?? null })).filter(({ cell }) => cell.trim() !== "");
  if (filled.length === 0) return 0;
  const numbers = filled.filter(({ cell, code }) => readPhone(cell, code === null ? { code, because: "no-country" } : { code }).ok);
  return numbers.length / filled.length;
}
