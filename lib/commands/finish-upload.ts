/** Writes down what a file that has arrived turned out to be. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction } from "#lib/db/connection.ts";
import type { ImportKey } from "#lib/db/import-run.ts";
import { settleUnreadable, settleUpload } from "#lib/db/import-upload.ts";
import type { FileFinding } from "#lib/domain/import-file.ts";

export type ArrivedFile = ImportKey & { bytes: number; sha256: string; finding: FileFinding };

/** A readable file waits for its columns; another stays, with the sentence that says what it is. */
export async function finishUpload(actorId: string, { finding, ...file }: ArrivedFile): Promise<void> {
  await inTransaction(async (tx) => {
    if (finding.ok) await settleUpload(tx, { ...file, reading: finding.reading, columns: finding.columns });
    else await settleUnreadable(tx, { ...file, failure: finding.sentence });
    const detail = { bytes: file.bytes, sha256: file.sha256, readable: finding.ok };
    await recordAudit(tx, { accountId: file.accountId, actorId, action: "import.arrived", subjectKind: "import", subjectId: file.importId, detail });
  });
}
