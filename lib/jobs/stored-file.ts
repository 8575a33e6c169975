/** The uploaded file as it is kept: in pieces, read one after the other. */
import { pool } from "#lib/db/connection.ts";
import { findChunk } from "#lib/db/import-upload.ts";
import type { ImportKey } from "#lib/db/import-run.ts";

/** The pieces of a file, in order. */
export async function* storedPieces({ accountId, importId }: ImportKey): AsyncGenerator<Uint8Array> {
  for (let seq = 0; ; seq++) {
    const bytes = await findChunk(pool(), { accountId, importId, seq });
    if (!bytes) return;
    yield bytes;
  }
}
