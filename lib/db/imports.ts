/** Imports as the console shows them: what arrived, how far it is, what was not taken and why. */
import type { ImportColumn } from "#lib/domain/csv-columns.ts";
import type { FileReading } from "#lib/domain/import-file.ts";
import { type Cursor, type Page, pageOf } from "#lib/domain/keyset.ts";
import type { ImportState } from "#lib/domain/states.ts";
import { type ImportKey, readingFrom } from "./import-run.ts";
import type { Queryable } from "./connection.ts";

export const IMPORT_PAGE_SIZE = 20;
export const IMPORT_ROW_PAGE_SIZE = 50;
/** Lines fetched at once for a download. */
const DOWNLOAD_BATCH = 1_000;

export type ImportSummary = {
  id: string;
  fileName: string;
  bytes: number;
  state: ImportState;
  list: { id: string; name: string };
  rowsRead: number;
  bytesRead: number;
  taken: number;
  created: number;
  duplicates: number;
  rejected: number;
  withoutConsent: number;
  failure: string | null;
  createdBy: string | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
};

export type ImportDetail = ImportSummary & { columns: ImportColumn[]; defaultCountry: string | null; reading: FileReading };

type SummaryRow = Omit<ImportSummary, "bytes" | "bytesRead"> & { bytes: string; bytesRead: string };
type DetailRow = SummaryRow & { columns: ImportColumn[]; defaultCountry: string | null; encoding: string | null; delimiter: string | null };

const SUMMARY = `
  i.id, i.file_name as "fileName", i.bytes, i.state, jsonb_build_object('id', l.id, 'name', l.name) as list, i.rows_read as "rowsRead", i.bytes_read as "bytesRead",
  i.taken, i.created, i.duplicates, i.rejected, i.without_consent as "withoutConsent", i.failure, person.name as "createdBy",
  i.created_at as "createdAt", i.started_at as "startedAt", i.finished_at as "finishedAt"`;
const SOURCE = `contact_import i join contact_list l on l.account_id = i.account_id and l.id = i.list_id left join person on person.id = i.created_by_id`;

export const IMPORT_SORTS = ["when", "taken"] as const;
export type ImportSort = { by: (typeof IMPORT_SORTS)[number]; descending: boolean };
export type ImportQuery = { state: ImportState | null; sort: ImportSort };

const EVERY_IMPORT: ImportQuery = { state: null, sort: { by: "when", descending: true } };
const SORT_KEY: Record<ImportSort["by"], string> = { when: "i.created_at", taken: "i.taken" };

/** One page of imports, and how many there are. Pages count from 1. The newest through contact_import_recent_idx; the rest of an account's imports are few enough to sort. */
export async function listImports(db: Queryable, accountId: string, page: number, { state, sort } = EVERY_IMPORT): Promise<{ imports: ImportSummary[]; total: number }> {
  const order = `${SORT_KEY[sort.by]} ${sort.descending ? "desc" : "asc"}, i.created_at desc, i.id`;
  const { rows } = await db.query<SummaryRow & { total: number }>(
    `select ${SUMMARY}, count(*) over ()::int as total from ${SOURCE} where i.account_id = $1 and ($3::import_state is null or i.state = $3) order by ${order} limit ${IMPORT_PAGE_SIZE} offset $2`,
    [accountId, (page - 1) * IMPORT_PAGE_SIZE, state],
  );
  return { imports: rows.map(({ total, ...row }) => summary(row)), total: rows[0]?.total ?? 0 };
}

/** How many imports of the account stand in each state; those with none are left out. */
export async function countImportsByState(db: Queryable, accountId: string): Promise<Partial<Record<ImportState, number>>> {
  const { rows } = await db.query<{ state: ImportState; imports: number }>(`select state, count(*)::int as imports from contact_import where account_id = $1 group by state`, [accountId]);
  return Object.fromEntries(rows.map((row) => [row.state, row.imports]));
}

/** The import of this account, or null. */
export async function findImport(db: Queryable, key: ImportKey): Promise<ImportDetail | null> {
  const { rows } = await db.query<DetailRow>(
    `select ${SUMMARY}, i.columns, i.default_country as "defaultCountry", i.encoding, i.delimiter from ${SOURCE} where i.account_id = $1 and i.id = $2`,
    [key.accountId, key.importId],
  );
  const [row] = rows;
  if (!row) return null;
  const { encoding, delimiter, ...rest } = row;
  return { ...summary(rest), columns: rest.columns, defaultCountry: rest.defaultCountry, reading: readingFrom({ encoding, delimiter }) };
}

function summary<Row extends { bytes: string; bytesRead: string }>(row: Row): Omit<Row, "bytes" | "bytesRead"> & { bytes: number; bytesRead: number } {
  return { ...row, bytes: Number(row.bytes), bytesRead: Number(row.bytesRead) };
}

export type EarlierImport = { id: string; fileName: string; finishedAt: Date; listName: string };

/** The last time that the very same file, byte for byte, was imported into this account, or null. */
export async function findEarlierImport(db: Queryable, key: ImportKey): Promise<EarlierImport | null> {
  const { rows } = await db.query<EarlierImport>(
    `
    select i.id, i.file_name as "fileName", i.finished_at as "finishedAt", l.name as "listName"
    from contact_import now
    join contact_import i on i.account_id = now.account_id and i.sha256 = now.sha256 and i.id <> now.id and i.state = 'done' and i.created_at < now.created_at
    join contact_list l on l.account_id = i.account_id and l.id = i.list_id
    where now.account_id = $1 and now.id = $2
    order by i.finished_at desc limit 1
    `,
    [key.accountId, key.importId],
  );
  return rows[0] ?? null;
}

export type RowVerdict = "duplicate" | "rejected";
export type RowGroup = { verdict: RowVerdict; reason: string; lines: number };

/** Lines that were not taken, by reason, the most frequent first. Duplicates are one group: each names another line. */
export async function listRowGroups(db: Queryable, key: ImportKey): Promise<RowGroup[]> {
  const { rows } = await db.query<RowGroup>(
    `
    select verdict, case when verdict = 'duplicate' then 'line:0' else reason end as reason, count(*)::int as lines
    from import_row where account_id = $1 and import_id = $2 group by 1, 2 order by verdict desc, lines desc, reason
    `,
    [key.accountId, key.importId],
  );
  return rows;
}

export type ImportRow = { line: number; verdict: RowVerdict; reason: string; raw: string };

/** The key of a page is the number of a line. */
export const IMPORT_ROW_KEY = /^\d{1,9}$/;

/** One page of lines that were not taken, in the order of the file, of one verdict or of both. */
export async function listImportRows(db: Queryable, key: ImportKey, query: { verdict: RowVerdict | null; cursor: Cursor }): Promise<Page<ImportRow>> {
  const { cursor, verdict } = query;
  const backwards = cursor?.direction === "before";
  const { rows } = await db.query<ImportRow>(
    `
    select line, verdict, reason, raw from import_row
    where account_id = $1 and import_id = $2 and ($3::row_verdict is null or verdict = $3) and ($4::int is null or line ${backwards ? "<" : ">"} $4)
    order by line ${backwards ? "desc" : "asc"} limit ${IMPORT_ROW_PAGE_SIZE + 1}
    `,
    [key.accountId, key.importId, verdict, cursor?.key ?? null],
  );
  return pageOf(rows, { size: IMPORT_ROW_PAGE_SIZE, cursor, keyOf: (row) => String(row.line) });
}

/** Every line that was not taken, in order, a batch at a time. */
export async function* everyImportRow(db: Queryable, key: ImportKey): AsyncGenerator<ImportRow[]> {
  for (let afterLine = 0; ; ) {
    const { rows } = await db.query<ImportRow>(
      `select line, verdict, reason, raw from import_row where account_id = $1 and import_id = $2 and line > $3 order by line limit ${DOWNLOAD_BATCH}`,
      [key.accountId, key.importId, afterLine],
    );
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    afterLine = last.line;
  }
}
