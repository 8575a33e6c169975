/** Removes a list of contacts; its people stay. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { deleteList as deleteListRow, findListUses, type ListRef, lockList } from "#lib/db/contact-lists.ts";

export type DeleteListResult = { kind: "deleted" } | { kind: "used"; campaigns: string[] } | { kind: "import-running" } | { kind: "no-such-list" };

/** Refused while a campaign of any state refers to the list, or an import is on its way into it. */
export async function deleteList(actorId: string, ref: ListRef): Promise<DeleteListResult> {
  return inTransaction(async (tx) => {
    const list = await lockList(tx, ref);
    if (!list) return { kind: "no-such-list" };
    const uses = await findListUses(tx, ref);
    if (uses.campaigns.length > 0) return { kind: "used", campaigns: uses.campaigns };
    if (uses.imports > 0) return { kind: "import-running" };
    await deleteListRow(tx, ref);
    await recordAudit(tx, { accountId: ref.accountId, actorId, action: "list.deleted", subjectKind: "list", subjectId: ref.listId, detail: { name: list.name } });
    return { kind: "deleted" };
  });
}
