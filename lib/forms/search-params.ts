/** What an address asks for: read leniently, written canonically. Anything unknown is as if it were not there. */

export type SearchParams = Record<string, string | string[] | undefined>;

/** No list is walked further than this by its address. */
const PAGE_MAX = 10_000;
const SEARCH_LENGTH_MAX = 100;

/** The value when it is one of those allowed, else null. */
export function oneOf<T extends string>(value: string | string[] | undefined, allowed: readonly T[]): T | null {
  return allowed.find((candidate) => candidate === value) ?? null;
}

/** A page number, counted from 1. */
export function pageNumber(value: string | string[] | undefined): number {
  if (typeof value !== "string" || !/^[1-9][0-9]{0,4}$/.test(value)) return 1;
  return Math.min(Number(value), PAGE_MAX);
}

/** What is searched for, or an empty text. */
export function searchText(value: string | string[] | undefined): string {
  return typeof value === "string" ? value.replace(/\p{Cc}/gu, "").trim().slice(0, SEARCH_LENGTH_MAX) : "";
}

/** A path with those of the parameters that say something, and with `page` when it is not the first. */
export function addressOf(path: string, parameters: Record<string, string | number | null>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === null || value === "" || (name === "page" && value === 1)) continue;
    query.set(name, String(value));
  }
  return query.size === 0 ? path : `${path}?${query}`;
}

/** The addresses of the pages before and after this one, null at the ends. */
export function neighbours(page: number, pages: { total: number; size: number }, address: (page: number) => string): { previousHref: string | null; nextHref: string | null } {
  const last = Math.max(1, Math.ceil(pages.total / pages.size));
  return { previousHref: page > 1 ? address(Math.min(page - 1, last)) : null, nextHref: page < last ? address(page + 1) : null };
}

/** Which of how many a page of a list shows: `26–50 of 53`. */
export function rangeShown(page: number, list: { total: number; size: number; shown: number }): string {
  const before = (page - 1) * list.size;
  if (list.shown === 0) return `0 of ${list.total.toLocaleString("en-US")}`;
  return `${(before + 1).toLocaleString("en-US")}–${(before + list.shown).toLocaleString("en-US")} of ${list.total.toLocaleString("en-US")}`;
}
