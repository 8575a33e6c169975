/** The lines of an import that were not taken, as a file: the columns as they were, so that it can be mended and imported again. */
import { pool } from "#lib/db/connection.ts";
import type { ImportKey } from "#lib/db/import-run.ts";
import { everyImportRow, type ImportDetail, type ImportRow } from "#lib/db/imports.ts";
import type { Delimiter } from "#lib/domain/csv-delimiter.ts";
import { BYTE_ORDER_MARK, csvLine, unguardedCell } from "#lib/domain/csv-formula.ts";
import { REPORT_HEADERS, verdictSentence } from "#lib/domain/import-verdict.ts";
import { csvRecords } from "./csv-lines.ts";

/** The file, piece by piece. A cell that came with a guard against formulas leaves with one, not with two. */
export async function* notTakenFile(key: ImportKey, { columns, reading }: Pick<ImportDetail, "columns" | "reading">): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine([...columns.map(({ header }) => header), ...REPORT_HEADERS]);
  for await (const rows of everyImportRow(pool(), key)) {
    const cells = await cellsOf(rows, reading.delimiter);
    yield rows.map((row, at) => csvLine([...filled(cells[at] ?? [row.raw], columns.length).map(unguardedCell), String(row.line), verdictSentence(row.reason)])).join("");
  }
}

/** Each line was one record of the file, so together they are as many records. */
async function cellsOf(rows: ImportRow[], delimiter: Delimiter): Promise<string[][]> {
  const cells: string[][] = [];
  for await (const item of csvRecords(onlyText(rows.map(({ raw }) => raw).join("\n")), delimiter)) if (item.kind === "record") cells.push(item.record.cells);
  return cells.length === rows.length ? cells : [];
}

async function* onlyText(text: string): AsyncGenerator<string> {
  yield text;
}

/** Short lines get empty cells; the surplus of long ones goes into their last. */
function filled(cells: string[], width: number): string[] {
  if (cells.length > width) return [...cells.slice(0, width - 1), cells.slice(width - 1).join(", ")];
  return [...cells, ...Array.from({ length: width - cells.length }, () => "")];
}
