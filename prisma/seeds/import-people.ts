/** Takes people into a list the way the console does: upload, guess the columns, import. */
import { beginUpload } from "#lib/commands/begin-upload.ts";
import { finishUpload } from "#lib/commands/finish-upload.ts";
import { receiveFile } from "#lib/commands/receive-file.ts";
import { startImport } from "#lib/commands/start-import.ts";
import { setTimeout as sleep } from "node:timers/promises";
import { inTransaction, pool } from "#lib/db/connection.ts";
import type { ImportKey } from "#lib/db/import-run.ts";
import { findImport } from "#lib/db/imports.ts";
import { hasImportOf, moveImportBack } from "#lib/db/seed-people.ts";
import type { FileFinding } from "#lib/domain/import-file.ts";
import { importContacts } from "#lib/jobs/import-contacts.ts";
import { findingOf } from "#lib/jobs/read-sample.ts";

export type FileToUpload = { accountId: string; actorId: string; list: string; fileName: string; csv: string };
export type People = FileToUpload & { /** When it was; left out, now. */ minutesAgo?: number };

const IMPORT_TIMEOUT_MS = 120_000;
const LOOK_EVERY_MS = 100;

/** Done when the list is filled, by this process or by a worker that was quicker to begin. Leaves alone a file that came before. Throws when it is not taken. */
export async function importPeople({ minutesAgo, ...file }: People): Promise<void> {
  const uploaded = await uploadFile(file);
  if (!uploaded) return;
  const { key, finding } = uploaded;
  if (!finding.ok) throw new Error(finding.sentence);
  const started = await startImport(file.actorId, { ...key, roles: finding.columns.map(({ role }) => role), defaultCountry: null });
  if (started.kind !== "started") throw new Error(`The import for "${file.list}" does not start: ${JSON.stringify(started)}`);
  await importContacts(key, () => performance.now());
  await untilDone(key, file.list);
  if (minutesAgo !== undefined) await inTransaction((tx) => moveImportBack(tx, key, minutesAgo));
}

/** Uploads a file and leaves it there: with its columns waiting for a person, or with the sentence that says why it is no list. Null when it came before. */
export async function uploadFile({ accountId, actorId, list, fileName, csv }: FileToUpload): Promise<{ key: ImportKey; finding: FileFinding } | null> {
  if (await hasImportOf(accountId, fileName)) return null;
  const begun = await beginUpload(actorId, { accountId, fileName, into: { newList: list } });
  if (begun.kind !== "begun") throw new Error(`The list "${list}" cannot be made.`);
  const key = { accountId, importId: begun.importId };
  const received = await receiveFile(key, pieces(csv), { bytes: null, sha256: null });
  if (received.kind !== "received") throw new Error(`The file for "${list}" does not arrive whole.`);
  const { bytes, sha256, firstPiece, scan } = received.file;
  const finding = await findingOf(firstPiece, scan, new Date());
  await finishUpload(actorId, { ...key, bytes, sha256, finding });
  return { key, finding };
}

async function untilDone(key: ImportKey, list: string): Promise<void> {
  for (const startedMs = performance.now(); performance.now() - startedMs < IMPORT_TIMEOUT_MS; await sleep(LOOK_EVERY_MS)) {
    const found = await findImport(pool(), key);
    if (found?.state === "done") return;
    if (found?.state !== "queued" && found?.state !== "running") throw new Error(`The import for "${list}" failed: ${found?.failure ?? "it is gone"}`);
  }
  throw new Error(`The import for "${list}" takes too long.`);
}

async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
