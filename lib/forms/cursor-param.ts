/** Which page an address asks for, where pages go by key. */
import type { Cursor, Page } from "#lib/domain/keyset.ts";
import { addressOf, type SearchParams } from "./search-params.ts";

/** `?after=KEY` or `?before=KEY`, when the key has the right shape; the first page otherwise. */
export function cursorIn(search: SearchParams, shape: RegExp): Cursor {
  for (const direction of ["after", "before"] as const) {
    const key = search[direction];
    if (typeof key === "string" && shape.test(key)) return { direction, key };
  }
  return null;
}

/** The addresses of the pages beside this one, with what else the address asks for. */
export function neighboursByKey(page: Pick<Page<unknown>, "before" | "after">, path: string, kept: Record<string, string | null>): { previousHref: string | null; nextHref: string | null } {
  return {
    previousHref: page.before === null ? null : addressOf(path, { ...kept, before: page.before }),
    nextHref: page.after === null ? null : addressOf(path, { ...kept, after: page.after }),
  };
}
