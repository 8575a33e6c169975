/** Ten thousand people who do not exist, the same ones every time, to see how a table bears them. */
import type { Cursor } from "#lib/domain/keyset.ts";
import type { Sort } from "#lib/forms/table-view.ts";

export type PersonRow = { id: string; name: string; phone: string; country: string; standing: "allowed" | "no-consent" | "opted-out"; messages: number; spent: string; joinedAt: Date; city: string; note: string };

const ROWS = 10_000;
const GIVEN = ["Ana", "Omar", "Vera", "Jonas", "Mei", "Siddharth", "Zoë", "Łukasz", "Fatima", "Björn", "Chidi", "Noor"];
const FAMILY = ["de Souza", "Haddad", "Weber", "Okafor", "Nakamura", "O’Brien", "Iyer", "Żak", "van den Berg", "García Márquez"];
const PLACES: [string, string, string][] = [["DE", "+4915112", "Hamburg"], ["BR", "+5511961", "São Paulo"], ["US", "+1415555", "San Francisco"], ["IN", "+9198765", "Pune"], ["GB", "+4477009", "Leeds"], ["EG", "+2010012", "Cairo"]];
const STANDINGS = ["allowed", "allowed", "allowed", "no-consent", "opted-out"] as const;
const LONG = "Ihre Durchlaucht Maria Theresia Walburga Amalia Christina von und zu Hohenlohe-Waldenburg-Schillingsfürst, verwitwete Gräfin von der Schulenburg-Wolfsburg, geborene Freiin von Thurn und Taxis, die den Newsletter nur unter ihrem vollen Namen und nur an Werktagen zwischen neun und elf Uhr zu erhalten wünscht";
const START_MS = Date.UTC(2024, 0, 1);
const HOUR_MS = 3_600_000;

const people: PersonRow[] = Array.from({ length: ROWS }, (_, index) => person(index));

/** Spread without chance: neighbours differ, and a second run gives the same people. */
function person(index: number): PersonRow {
  const mixed = (index * 7919 + 104_729) % 99_991;
  const [country, prefix, city] = PLACES[mixed % PLACES.length] ?? ["DE", "+4915112", "Hamburg"];
  return {
    id: `p${String(index).padStart(5, "0")}`,
    name: nameOf(index, mixed),
    phone: `${prefix}${String(100_000 + (mixed % 899_999)).slice(0, 6)}`,
    country,
    standing: STANDINGS[mixed % STANDINGS.length] ?? "allowed",
    messages: mixed % 412,
    spent: ((mixed % 412) * 0.0051).toFixed(4),
    joinedAt: new Date(START_MS + ((mixed * 31) % 22_000) * HOUR_MS),
    city,
    note: index % 9 === 0 ? "Asked to be written to in the evening only" : "",
  };
}

function nameOf(index: number, mixed: number): string {
  if (index === 4) return LONG;
  if (index % 250 === 2) return "ليلى بنت عبد الرحمن الأندلسي 🎉";
  return `${GIVEN[mixed % GIVEN.length]} ${FAMILY[(mixed >> 3) % FAMILY.length]}`;
}

export type PersonFilter = { text: string; standing: PersonRow["standing"] | null; country: string | null };

export function findPeople({ text, standing, country }: PersonFilter, sort: Sort): PersonRow[] {
  const wanted = text.toLowerCase();
  const found = people.filter((row) => (standing === null || row.standing === standing) && (country === null || row.country === country) && (wanted === "" || row.name.toLowerCase().includes(wanted)));
  const key = KEYS[sort.by] ?? KEYS["joined"];
  return found.map((row) => ({ row, at: key?.(row) ?? 0 })).sort((a, b) => compare(a.at, b.at) * (sort.descending ? -1 : 1) || compare(a.row.id, b.row.id)).map(({ row }) => row);
}

const KEYS: Record<string, (row: PersonRow) => string | number> = {
  name: ({ name }) => name,
  messages: ({ messages }) => messages,
  spent: ({ messages }) => messages,
  joined: ({ joinedAt }) => joinedAt.getTime(),
  city: ({ city }) => city,
};

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What a database would be asked for: one page, and one row more in the direction of the cursor. */
export function fetchFrom(rows: PersonRow[], cursor: Cursor, size: number): PersonRow[] {
  const at = cursor ? rows.findIndex(({ id }) => id === cursor.key) : -1;
  if (cursor?.direction === "before") return rows.slice(Math.max(0, at - size - 1), Math.max(0, at)).reverse();
  return rows.slice(at + 1, at + 2 + size);
}

export const COUNTRIES = PLACES.map(([code]) => code);
