/** One run of an import: who holds it, how far it is, how it ends. Every run starts from the beginning and ends the same. */
import type { ImportColumn } from "#lib/domain/csv-columns.ts";
import { DELIMITERS } from "#lib/domain/csv-delimiter.ts";
import type { FileReading } from "#lib/domain/import-file.ts";
import { TEXT_ENCODINGS } from "#lib/domain/text-encoding.ts";
import { pool, type Queryable, type Tx } from "./connection.ts";

export type ImportKey = { accountId: string; importId: string };

export type RunningImport = ImportKey & {
  listId: string;
  reading: FileReading;
  columns: ImportColumn[];
  defaultCountry: string | null;
  bytes: number;
  /** When the first run began: consent dates are held against it, so that a later run decides the same. */
  startedAt: Date;
};

/** Copying a whole file is one statement. */
const RUN_STATEMENT_TIMEOUT = "20min";
const RUN_IDLE_TIMEOUT = "2min";

/**
 * Runs `work` on a connection of its own, whose temporary tables and settings go with it. Null when another process holds
 * this import: the lock belongs to the connection, so it ends with the process that had it.
 */
export async function holdingImport<T>(key: ImportKey, work: (connection: Tx) => Promise<T>): Promise<T | null> {
  const connection = await pool().connect();
  // A connection that breaks while it waits reports it at its next statement.
  connection.on("error", () => undefined);
  try {
    await connection.query(
      `select set_config('statement_timeout', '${RUN_STATEMENT_TIMEOUT}', false), set_config('idle_in_transaction_session_timeout', '${RUN_IDLE_TIMEOUT}', false),
              set_config('work_mem', '64MB', false), set_config('temp_buffers', '32MB', false)`,
    );
    const { rows } = await connection.query<{ held: boolean }>(`select pg_try_advisory_lock(hashtextextended($1, 0)) as held`, [`import ${key.importId}`]);
    return rows[0]?.held ? await work(connection) : null;
  } finally {
    connection.release(true);
  }
}

type RunRow = {
  list_id: string;
  encoding: string;
  delimiter: string;
  columns: ImportColumn[];
  default_country: string | null;
  bytes: string;
  started_at: Date;
};

/** Begins a run, or begins it again: the counters start over, except `created`, which only ever counts committed rows. Null when the import waits for no run. */
export async function beginRun(db: Queryable, key: ImportKey): Promise<RunningImport | null> {
  const { rows } = await db.query<RunRow>(
    `
    update contact_import
    set state = 'running', started_at = coalesce(started_at, app_now()), rows_read = 0, bytes_read = 0, taken = 0, duplicates = 0, rejected = 0, without_consent = 0
    where account_id = $1 and id = $2 and state in ('queued', 'running')
    returning list_id, encoding, delimiter, columns, default_country, bytes, started_at
    `,
    [key.accountId, key.importId],
  );
  const [row] = rows;
  return row
    ? { ...key, listId: row.list_id, reading: readingFrom(row), columns: row.columns, defaultCountry: row.default_country, bytes: Number(row.bytes), startedAt: row.started_at }
    : null;
}

/** The stored words as the closed sets they are from. */
export function readingFrom(row: { encoding: string | null; delimiter: string | null }): FileReading {
  return {
    encoding: TEXT_ENCODINGS.find((known) => known === row.encoding) ?? "utf-8",
    delimiter: DELIMITERS.find((known) => known === row.delimiter) ?? ",",
  };
}

/** How far the reading is, for whoever watches. */
export async function noteProgress(db: Queryable, progress: ImportKey & { rowsRead: number; bytesRead: number }): Promise<void> {
  await db.query(`update contact_import set rows_read = $3, bytes_read = $4 where account_id = $1 and id = $2 and state = 'running'`, [
    progress.accountId,
    progress.importId,
    progress.rowsRead,
    progress.bytesRead,
  ]);
}

export type FinishedImport = ImportKey & { listId: string; headers: string[] };

/** Ends a run: the list knows the headers, the file is no longer needed. Returns the counts, or null when the import runs no more. */
export async function finishRun(tx: Tx, done: FinishedImport): Promise<{ rowsRead: number; taken: number; created: number; duplicates: number; rejected: number; actorId: string | null } | null> {
  const { rows } = await tx.query<{ rows_read: number; taken: number; created: number; duplicates: number; rejected: number; created_by_id: string | null }>(
    `
    update contact_import set state = 'done', finished_at = app_now(), bytes_read = bytes
    where account_id = $1 and id = $2 and state = 'running'
    returning rows_read, taken, created, duplicates, rejected, created_by_id
    `,
    [done.accountId, done.importId],
  );
  const [row] = rows;
  if (!row) return null;
  await tx.query(
    `
    update contact_list set columns = columns || array(
      select header from unnest($3::text[]) with ordinality as h(header, at) where header <> all(columns) order by at)
    where account_id = $1 and id = $2
    `,
    [done.accountId, done.listId, done.headers],
  );
  await tx.query(`delete from import_chunk where account_id = $1 and import_id = $2`, [done.accountId, done.importId]);
  // Sessions keep plans, foreign-key checks among them, that were made while these tables were empty; new statistics end those plans.
  await tx.query(`analyze contact, list_member`);
  const { created_by_id: actorId, rows_read: rowsRead, ...counts } = row;
  return { ...counts, rowsRead, actorId };
}

/** The import cannot go on; the file stays. Returns who ordered it, or null when it had ended before. */
export async function failRun(tx: Tx, failed: ImportKey & { failure: string }): Promise<{ actorId: string | null } | null> {
  const { rows } = await tx.query<{ created_by_id: string | null }>(
    `
    update contact_import set state = 'failed', failure = $3, finished_at = app_now()
    where account_id = $1 and id = $2 and state in ('queued', 'running')
    returning created_by_id
    `,
    [failed.accountId, failed.importId, failed.failure],
  );
  return rows[0] ? { actorId: rows[0].created_by_id } : null;
}

/** Imports that were ordered while no worker had made the queues yet; a handful at most. */
export async function listQueuedImports(db: Queryable): Promise<ImportKey[]> {
  const { rows } = await db.query<ImportKey>(`select account_id as "accountId", id as "importId" from contact_import where state = 'queued' order by created_at limit 1000`);
  return rows;
}
