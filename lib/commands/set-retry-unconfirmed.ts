/** Whether the account sends once more, without asking, what three whole lists of Twilio did not show. */
import { recordAudit } from "#lib/db/audit.ts";
import { setRetriesUnconfirmed } from "#lib/db/account-policy.ts";
import { inTransaction } from "#lib/db/connection.ts";

export async function setRetryUnconfirmed(actorId: string, { accountId, retries }: { accountId: string; retries: boolean }): Promise<{ kind: "set" | "unchanged" }> {
  return inTransaction(async (tx) => {
    if (!(await setRetriesUnconfirmed(tx, accountId, retries))) return { kind: "unchanged" };
    await recordAudit(tx, { accountId, actorId, action: "account.retry-unconfirmed-set", subjectKind: "account", subjectId: accountId, detail: { before: !retries, after: retries } });
    return { kind: "set" };
  });
}
