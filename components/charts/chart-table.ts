/** The numbers of a chart as plain rows: its table twin is drawn from them, and its file holds them. */
import { csvLine } from "#lib/domain/csv-formula.ts";

/** A `moment` is in milliseconds since 1970; a `text` may be in any direction. */
export type ChartColumn = { name: string; kind: "text" | "number" | "moment"; decimals?: number };
export type PlainCell = string | number | null;
export type ChartTable = { columns: ChartColumn[]; rows: PlainCell[][] };

/** A file that holds more is no longer opened by a spreadsheet at once: the latest rows stay. */
export const CSV_ROWS_MAX = 20_000;
/** What a link may carry in itself; a longer file is made when it is asked for. In characters. */
const LINK_MAX = 64_000;
/** Rows that could never fit into a link are not even tried. */
const LINK_ROWS_MAX = 2_000;
const FILE_NAME_MAX = 80;
const MINUTE_MS = 60_000;
/** Tells a spreadsheet that the file is UTF-8. */
const BYTE_ORDER_MARK = "\uFEFF";

/** The table as a file: moments in UTC, numbers unrounded, nothing where nothing was measured. */
export function csvOf({ columns, rows }: ChartTable): string {
  const lines = rows.slice(-CSV_ROWS_MAX).map((row) => csvLine(columns.map((column, index) => csvCell(column, row[index] ?? null))));
  return BYTE_ORDER_MARK + csvLine(columns.map(csvColumnName)) + lines.join("");
}

/** The file within a link, which works without script; null when it is too long for that. */
export function csvHref(table: ChartTable): string | null {
  if (table.rows.length > LINK_ROWS_MAX) return null;
  const href = `data:text/csv;charset=utf-8,${encodeURIComponent(csvOf(table)).replaceAll("%2C", ",").replaceAll("%3A", ":")}`;
  return href.length > LINK_MAX ? null : href;
}

/** “Delivery per minute, last hour” → “delivery-per-minute-last-hour.csv”. */
export function csvFileName(title: string): string {
  const words = title.toWellFormed().toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, "-");
  const name = Array.from(words).slice(0, FILE_NAME_MAX).join("").replace(/^-+|-+$/g, "");
  return `${name || "chart"}.csv`;
}

/** Whether any moment of the table is within a minute. */
export function hasSeconds({ columns, rows }: ChartTable): boolean {
  return columns.some(({ kind }, index) => kind === "moment" && rows.some((row) => Number(row[index] ?? 0) % MINUTE_MS !== 0));
}

function csvColumnName({ name, kind }: ChartColumn): string {
  return kind === "moment" ? `${name} (UTC)` : name;
}

function csvCell({ kind }: ChartColumn, cell: PlainCell): string {
  if (cell === null) return "";
  return kind === "moment" ? new Date(cell).toISOString() : String(cell);
}
