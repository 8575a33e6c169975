/** Forgets an import that took nobody: the file, its lines, and the list that was made for it. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction } from "#lib/db/connection.ts";
import type { ImportKey } from "#lib/db/import-run.ts";
import { deleteBarrenList, deleteImport } from "#lib/db/import-upload.ts";

export type DiscardImportResult = { kind: "discarded" } | { kind: "not-possible" };

/** `madeList` is a list that goes with the import when nothing else has come into it. */
export async function discardImport(actorId: string, key: ImportKey, madeList: string | null = null): Promise<DiscardImportResult> {
  return inTransaction(async (tx) => {
    if (!(await deleteImport(tx, key.accountId, key.importId))) return { kind: "not-possible" };
    if (madeList !== null) await deleteBarrenList(tx, key.accountId, madeList);
    await recordAudit(tx, { accountId: key.accountId, actorId, action: "import.discarded", subjectKind: "import", subjectId: key.importId });
    return { kind: "discarded" };
  });
}
