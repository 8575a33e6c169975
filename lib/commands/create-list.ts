/** Makes an empty list of contacts. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { insertList } from "#lib/db/contact-lists.ts";

export type CreateListResult = { kind: "created"; listId: string } | { kind: "name-taken" };

/** `name` comes from `listNameFrom`. */
export async function createList(actorId: string, list: { accountId: string; name: string }): Promise<CreateListResult> {
  return inTransaction(async (tx) => {
    const listId = await insertList(tx, list);
    if (!listId) return { kind: "name-taken" };
    await recordAudit(tx, { accountId: list.accountId, actorId, action: "list.created", subjectKind: "list", subjectId: listId, detail: { name: list.name } });
    return { kind: "created", listId };
  });
}
