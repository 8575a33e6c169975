/** From the cells of one line to the contact they describe, by the columns that a person confirmed. */
import { type ImportColumn, isLanguage } from "./csv-columns.ts";
import { readConsentDate } from "./consent-date.ts";
import { readCountry } from "./country-name.ts";
import { unguardedCell } from "./csv-formula.ts";
import { CELL_MAX, type LineProblem } from "./import-verdict.ts";
import { type HomeCountry, readPhone } from "./phone.ts";

/** `defaultCountry` is a two-letter code for lines without a country of their own. */
export type ImportPlan = { columns: readonly ImportColumn[]; defaultCountry: string | null; now: Date };

export type ImportedContact = {
  phone: string;
  name: string;
  country: string | null;
  language: string | null;
  /** By header; cells without text are left out. */
  attributes: ReadonlyMap<string, string>;
  consentAt: Date | null;
  /** Only beside a date: a source alone proves nothing. */
  consentSource: string | null;
};

export type RowReading = { ok: true; contact: ImportedContact } | { ok: false; reason: LineProblem };
export type RowReader = (cells: readonly string[]) => RowReading;

/** Where each role stands; the reader looks nothing up per line. */
type Positions = Record<Exclude<ImportColumn["role"], "attribute" | "skip">, number>;

/** Makes the reader of one file. Opt-outs are never read from a file: only the person, or somebody who heard them, says so. */
export function rowReader(plan: ImportPlan): RowReader {
  const at = positions(plan.columns);
  const kept = plan.columns.flatMap(({ header, role }, index) => (role === "skip" || role === "phone" ? [] : [{ header, index }]));
  const countryOf = rememberedCountries(plan.defaultCountry);
  return (written) => {
    if (written.length > plan.columns.length && written.slice(plan.columns.length).some((cell) => cell.trim() !== "")) return { ok: false, reason: "too-many-cells" };
    if (written.some((cell) => cell.length > CELL_MAX)) return { ok: false, reason: "too-long-cell" };
    const cells = written.map(storable);
    const reading = readPhone(cells[at.phone] ?? "", countryOf(cells[at.country] ?? ""));
    if (!reading.ok) return reading;
    const attributes = new Map<string, string>();
    for (const { header, index } of kept) {
      const value = cells[index]?.trim();
      if (value) attributes.set(header, value);
    }
    return { ok: true, contact: { phone: reading.phone, country: reading.country, attributes, ...described(cells, at), ...agreed(cells, at, plan.now) } };
  };
}

function described(cells: readonly string[], at: Positions): Pick<ImportedContact, "name" | "language"> {
  const cell = (index: number) => cells[index]?.trim() ?? "";
  const parts = [cell(at.first_name), cell(at.last_name)].filter((part) => part !== "");
  const language = cell(at.language);
  return { name: cell(at.name) || parts.join(" "), language: isLanguage(language) ? language : null };
}

function agreed(cells: readonly string[], at: Positions, now: Date): Pick<ImportedContact, "consentAt" | "consentSource"> {
  const consentAt = readConsentDate(cells[at.consent_at] ?? "", now);
  return { consentAt, consentSource: consentAt ? cells[at.consent_source]?.trim() || null : null };
}

function positions(columns: readonly ImportColumn[]): Positions {
  const where = (role: ImportColumn["role"]) => columns.findIndex((column) => column.role === role);
  return {
    phone: where("phone"),
    name: where("name"),
    first_name: where("first_name"),
    last_name: where("last_name"),
    country: where("country"),
    language: where("language"),
    consent_at: where("consent_at"),
    consent_source: where("consent_source"),
  };
}

/** Distinct countries of one file are few; more than this is not a column of countries. */
const COUNTRIES_REMEMBERED_MAX = 1_000;

function rememberedCountries(defaultCountry: string | null): (written: string) => HomeCountry {
  const fallback: HomeCountry = defaultCountry === null ? { code: null, because: "no-country" } : { code: defaultCountry };
  const known = new Map<string, HomeCountry>();
  return (written) => {
    if (written.trim() === "") return fallback;
    const remembered = known.get(written);
    if (remembered) return remembered;
    const code = readCountry(written);
    const home: HomeCountry = code === null ? { code, because: "unknown-country" } : { code };
    if (known.size < COUNTRIES_REMEMBERED_MAX) known.set(written, home);
    return home;
  };
}

/** The cell without the guard that an export gave it, and without NUL, which PostgreSQL keeps in no text. */
function storable(cell: string): string {
  const text = unguardedCell(cell);
  return text.includes("\0") ? text.replaceAll("\0", "") : text;
}
