/** Opens an import for a file that is about to arrive, into a list that is there or is made for it. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction, type Tx } from "#lib/db/connection.ts";
import { findListByName, insertList, lockList } from "#lib/db/contact-lists.ts";
import { insertUpload } from "#lib/db/import-upload.ts";

export type UploadTarget = { listId: string } | { newList: string };
export type BeginUploadResult = { kind: "begun"; importId: string; listId: string; listIsNew: boolean } | { kind: "no-such-list" };

/** A new list whose name is taken is that list. `fileName` comes from `fileNameFrom`. */
export async function beginUpload(actorId: string, upload: { accountId: string; fileName: string; into: UploadTarget }): Promise<BeginUploadResult> {
  const { accountId, fileName, into } = upload;
  return inTransaction(async (tx) => {
    const list = await targetList(tx, accountId, into);
    if (!list) return { kind: "no-such-list" };
    const importId = await insertUpload(tx, { accountId, listId: list.listId, fileName, actorId });
    await recordAudit(tx, { accountId, actorId, action: "import.begun", subjectKind: "import", subjectId: importId, detail: { fileName, ...list } });
    return { kind: "begun", importId, ...list };
  });
}

async function targetList(tx: Tx, accountId: string, into: UploadTarget): Promise<{ listId: string; listIsNew: boolean } | null> {
  if ("listId" in into) return (await lockList(tx, { accountId, listId: into.listId })) ? { listId: into.listId, listIsNew: false } : null;
  const made = await insertList(tx, { accountId, name: into.newList });
  if (made) return { listId: made, listIsNew: true };
  const known = await findListByName(tx, { accountId, name: into.newList });
  return known ? { listId: known.id, listIsNew: false } : null;
}
