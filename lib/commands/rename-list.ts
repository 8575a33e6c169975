/** Gives a list of contacts another name. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { type ListRef, lockList, updateListName } from "#lib/db/contact-lists.ts";

export type RenameListResult = { kind: "renamed" } | { kind: "unchanged" } | { kind: "name-taken" } | { kind: "no-such-list" };

/** `name` comes from `listNameFrom`. */
export async function renameList(actorId: string, ref: ListRef, name: string): Promise<RenameListResult> {
  return inTransaction(async (tx) => {
    const list = await lockList(tx, ref);
    if (!list) return { kind: "no-such-list" };
    if (list.name === name) return { kind: "unchanged" };
    if (!(await updateListName(tx, ref, name))) return { kind: "name-taken" };
    await recordAudit(tx, { accountId: ref.accountId, actorId, action: "list.renamed", subjectKind: "list", subjectId: ref.listId, detail: { before: list.name, after: name } });
    return { kind: "renamed" };
  });
}
