/** From how many people on a launch of the account needs a second person. */
import { recordAudit } from "#lib/db/audit.ts";
import { setApproveAbove as set } from "#lib/db/account-policy.ts";
import { inTransaction } from "#lib/db/connection.ts";

/** `people` null: never. */
export async function setApproveAbove(actorId: string, { accountId, people }: { accountId: string; people: number | null }): Promise<{ kind: "set" | "unchanged" }> {
  return inTransaction(async (tx) => {
    const before = await set(tx, accountId, people);
    if (before === undefined) return { kind: "unchanged" };
    await recordAudit(tx, { accountId, actorId, action: "account.approve-above-set", subjectKind: "account", subjectId: accountId, detail: { before, after: people } });
    return { kind: "set" };
  });
}
