/** A file on its way in: its row, its pieces, and what became of it. */
import type { FileReading } from "#lib/domain/import-file.ts";
import type { ImportColumn } from "#lib/domain/csv-columns.ts";
import type { ImportState } from "#lib/domain/states.ts";
import type { Queryable, Tx } from "./connection.ts";
import type { ImportKey } from "./import-run.ts";

export type UploadStart = { accountId: string; listId: string; fileName: string; actorId: string };

/** Opens an upload and returns the import's id. */
export async function insertUpload(tx: Tx, upload: UploadStart): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into contact_import (account_id, list_id, file_name, created_by_id, created_at) values ($1, $2, $3, $4, app_now()) returning id`,
    [upload.accountId, upload.listId, upload.fileName, upload.actorId],
  );
  const [row] = rows;
  if (!row) throw new Error("the import was not written");
  return row.id;
}

/** Keeps one piece of the file. `seq` counts from 0. */
export async function insertChunk(db: Queryable, chunk: { accountId: string; importId: string; seq: number; bytes: Uint8Array }): Promise<void> {
  await db.query(`insert into import_chunk (account_id, import_id, seq, bytes) values ($1, $2, $3, $4)`, [chunk.accountId, chunk.importId, chunk.seq, chunk.bytes]);
}

export type ArrivedFile = { accountId: string; importId: string; bytes: number; sha256: string };

/** The file is whole and can be read: its columns wait for a person. */
export async function settleUpload(tx: Tx, file: ArrivedFile & { reading: FileReading; columns: ImportColumn[] }): Promise<void> {
  await tx.query(
    `
    update contact_import set state = 'mapping', bytes = $3, sha256 = $4, encoding = $5, delimiter = $6, columns = $7
    where account_id = $1 and id = $2 and state = 'uploading'
    `,
    [file.accountId, file.importId, file.bytes, file.sha256, file.reading.encoding, file.reading.delimiter, JSON.stringify(file.columns)],
  );
}

/** The file is whole and is no list of people. It stays until somebody decides. */
export async function settleUnreadable(tx: Tx, file: ArrivedFile & { failure: string }): Promise<void> {
  await tx.query(
    `
    update contact_import set state = 'failed', bytes = $3, sha256 = $4, failure = $5, finished_at = app_now()
    where account_id = $1 and id = $2 and state = 'uploading'
    `,
    [file.accountId, file.importId, file.bytes, file.sha256, file.failure],
  );
}

/** What a file waits with, its row locked until the transaction ends, or null. */
export async function lockImport(tx: Tx, key: ImportKey): Promise<{ state: ImportState; columns: ImportColumn[] } | null> {
  const { rows } = await tx.query<{ state: ImportState; columns: ImportColumn[] }>(`select state, columns from contact_import where account_id = $1 and id = $2 for update`, [
    key.accountId,
    key.importId,
  ]);
  return rows[0] ?? null;
}

/** The columns are confirmed; the import waits for the worker. Only `created` keeps what an earlier run of the same import has committed. */
export async function queueImport(tx: Tx, order: ImportKey & { columns: ImportColumn[]; defaultCountry: string | null }): Promise<void> {
  await tx.query(
    `
    update contact_import
    set state = 'queued', columns = $3, default_country = $4, failure = null, started_at = null, finished_at = null,
        rows_read = 0, bytes_read = 0, taken = 0, duplicates = 0, rejected = 0, without_consent = 0
    where account_id = $1 and id = $2
    `,
    [order.accountId, order.importId, JSON.stringify(order.columns), order.defaultCountry],
  );
}

/** Forgets an import with its file and its lines, unless its people are being, or have been, taken. Returns whether it did. */
export async function deleteImport(tx: Tx, accountId: string, importId: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `delete from contact_import where account_id = $1 and id = $2 and state in ('uploading', 'mapping', 'failed') and taken = 0`,
    [accountId, importId],
  );
  return rowCount === 1;
}

/** The list that an upload made and that nothing came into. */
export async function deleteBarrenList(tx: Tx, accountId: string, listId: string): Promise<void> {
  await tx.query(
    `
    delete from contact_list l where l.account_id = $1 and l.id = $2
      and not exists (select from list_member m where m.account_id = l.account_id and m.list_id = l.id)
      and not exists (select from contact_import i where i.account_id = l.account_id and i.list_id = l.id)
      and not exists (select from campaign c where c.account_id = l.account_id and c.list_id = l.id)
    `,
    [accountId, listId],
  );
}

/** Uploads that nobody is sending any more leave nothing behind. Returns how many there were. */
export async function deleteAbandonedUploads(db: Queryable, olderThanMinutes: number): Promise<number> {
  const { rowCount } = await db.query(`delete from contact_import where state = 'uploading' and created_at < app_now() - make_interval(mins => $1)`, [olderThanMinutes]);
  return rowCount ?? 0;
}


/** One piece of a file, or null after the last. */
export async function findChunk(db: Queryable, chunk: { accountId: string; importId: string; seq: number }): Promise<Uint8Array | null> {
  const { rows } = await db.query<{ bytes: Uint8Array }>(`select bytes from import_chunk where account_id = $1 and import_id = $2 and seq = $3`, [
    chunk.accountId,
    chunk.importId,
    chunk.seq,
  ]);
  return rows[0]?.bytes ?? null;
}
