/** Takes people into a list the way the console does: upload, guess the columns, import. */
import { beginUpload } from "#lib/commands/begin-upload.ts";
import { finishUpload } from "#lib/commands/finish-upload.ts";
import { receiveFile } from "#lib/commands/receive-file.ts";
import { startImport } from "#lib/commands/start-import.ts";
import { importContacts } from "#lib/jobs/import-contacts.ts";
import { findingOf } from "#lib/jobs/read-sample.ts";

export type People = { accountId: string; actorId: string; list: string; fileName: string; csv: string };

/** Done when the list is filled, by this process or by a worker that was quicker to begin. Throws when the file is not taken. */
export async function importPeople({ accountId, actorId, list, fileName, csv }: People): Promise<void> {
  const begun = await beginUpload(actorId, { accountId, fileName, into: { newList: list } });
  if (begun.kind !== "begun") throw new Error(`The list "${list}" cannot be made.`);
  const key = { accountId, importId: begun.importId };
  const received = await receiveFile(key, pieces(csv), { bytes: null, sha256: null });
  if (received.kind !== "received") throw new Error(`The file for "${list}" does not arrive whole.`);
  const { bytes, sha256, firstPiece, scan } = received.file;
  const finding = await findingOf(firstPiece, scan, new Date());
  await finishUpload(actorId, { ...key, bytes, sha256, finding });
  if (!finding.ok) throw new Error(finding.sentence);
  const started = await startImport(actorId, { ...key, roles: finding.columns.map(({ role }) => role), defaultCountry: null });
  if (started.kind !== "started") throw new Error(`The import for "${list}" does not start: ${JSON.stringify(started)}`);
  await importContacts(key, () => performance.now());
}

async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
