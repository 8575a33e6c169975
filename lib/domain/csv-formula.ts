/** Keeps a spreadsheet from taking a cell of ours for a formula, and takes the guard off again when the file comes back. */

/** Stands before the first line: without it, spreadsheets take UTF-8 for something else. */
export const BYTE_ORDER_MARK = "\ufeff";

/** What a spreadsheet takes for the start of a formula, in both widths. */
const TRIGGER = /^[=+\-@＝＋－＠\t\r\n\0]/;
const GUARD = "'";

/** A cell for a file that a spreadsheet may open. Exactly undone by `unguardedCell`. */
export function guardedCell(cell: string): string {
  return TRIGGER.test(cell) || isGuarded(cell) ? GUARD + cell : cell;
}

/** The cell as it was before `guardedCell`; a cell that was never guarded stays as it is. */
export function unguardedCell(cell: string): string {
  return isGuarded(cell) ? cell.slice(GUARD.length) : cell;
}

/** An apostrophe that stands for a guard: before a trigger, or before another guard. */
function isGuarded(cell: string): boolean {
  if (!cell.startsWith(GUARD)) return false;
  let at = 1;
  while (cell.startsWith(GUARD, at)) at++;
  return TRIGGER.test(cell.slice(at, at + 1));
}

/** One line of a CSV file (RFC 4180) whose cells no spreadsheet takes for formulas. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(guardedCell(cell))).join(",")}\r\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) || cell.trim() !== cell ? `"${cell.replaceAll('"', '""')}"` : cell;
}
