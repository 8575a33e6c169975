/** Puts a file through the whole way of an import, as the console and the worker do it. */
import { beginUpload } from "#lib/commands/begin-upload.ts";
import { finishUpload } from "#lib/commands/finish-upload.ts";
import { receiveFile } from "#lib/commands/receive-file.ts";
import { startImport } from "#lib/commands/start-import.ts";
import { pool } from "#lib/db/connection.ts";
import type { ImportKey } from "#lib/db/import-run.ts";
import { findImport, type ImportDetail } from "#lib/db/imports.ts";
import type { ColumnRole } from "#lib/domain/csv-columns.ts";
import { importContacts, type ImportOutcome } from "./import-contacts.ts";
import { findingOf } from "./read-sample.ts";

export type TestFile = { accountId: string; actorId: string; content: string | Uint8Array; list?: string };
export type Choices = { defaultCountry?: string; roles?: ColumnRole[] };

/** Uploads a file into the list of this name. */
export async function uploadFile({ accountId, actorId, content, list = "People" }: TestFile): Promise<ImportKey> {
  const begun = await beginUpload(actorId, { accountId, fileName: "people.csv", into: { newList: list } });
  if (begun.kind !== "begun") throw new Error("the upload was refused");
  const key = { accountId, importId: begun.importId };
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const result = await receiveFile(key, pieces(bytes), { bytes: bytes.length, sha256: null });
  if (result.kind !== "received") throw new Error("the file did not arrive");
  const { firstPiece, scan, ...file } = result.file;
  await finishUpload(actorId, { ...key, ...file, finding: await findingOf(firstPiece, scan, new Date()) });
  return key;
}

/** Confirms the guessed columns, or others. */
export async function orderImport(actorId: string, key: ImportKey, { defaultCountry, roles }: Choices = {}): Promise<void> {
  const { columns } = await importOf(key);
  const result = await startImport(actorId, { ...key, roles: roles ?? columns.map(({ role }) => role), defaultCountry: defaultCountry ?? null });
  if (result.kind !== "started") throw new Error(result.kind === "mapping" ? result.problem : result.kind);
}

export async function runImportNow(key: ImportKey): Promise<ImportOutcome> {
  return importContacts(key, () => performance.now());
}

/** Upload, confirmation and run in one; a file that cannot be read stops after its upload. */
export async function importFile(file: TestFile, choices: Choices = {}): Promise<ImportDetail> {
  const key = await uploadFile(file);
  if ((await importOf(key)).state === "mapping") {
    await orderImport(file.actorId, key, choices);
    await runImportNow(key);
  }
  return importOf(key);
}

export async function importOf(key: ImportKey): Promise<ImportDetail> {
  const found = await findImport(pool(), key);
  if (!found) throw new Error("there is no such import");
  return found;
}

export function countsOf({ state, rowsRead, taken, created, duplicates, rejected, withoutConsent }: ImportDetail) {
  return { state, rowsRead, taken, created, duplicates, rejected, withoutConsent };
}

/** The bytes as a network brings them: in pieces of no particular size. */
async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const sizes = [1, 17, 4_096, 65_536, 131_072, 700_001];
  for (let at = 0, n = 0; at < bytes.length; n++) {
    const size = sizes[n % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}
