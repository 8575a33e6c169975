/** Paging by the key of the first or last row that is shown: as quick on the last page as on the first, and steady while rows are added. */

/** Where a page begins: after the row with this key, or before it. Null is the first page. */
export type Cursor = { direction: "after" | "before"; key: string } | null;

/** One page, and the keys from which the pages beside it begin; null where there is none. */
export type Page<Row> = { rows: Row[]; before: string | null; after: string | null };

/** Makes a page of what was fetched in the cursor's direction: at most `size` rows and one more, which says that there are more. */
export function pageOf<Row>(fetched: Row[], { size, cursor, keyOf }: { size: number; cursor: Cursor; keyOf: (row: Row) => string }): Page<Row> {
  const more = fetched.length > size;
  const backwards = cursor?.direction === "before";
  const shown = fetched.slice(0, size);
  const rows = backwards ? shown.reverse() : shown;
  const [first, last] = [rows[0], rows.at(-1)];
  const hasBefore = backwards ? more : cursor !== null;
  const hasAfter = backwards || more;
  return { rows, before: hasBefore && first !== undefined ? keyOf(first) : null, after: hasAfter && last !== undefined ? keyOf(last) : null };
}
