/** Lets the senders of a stopped account go on. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { alignGates, markStopped } from "#lib/db/hold-account.ts";
import { recordDecisions } from "#lib/db/record-decisions.ts";

export type LetGoResult = { kind: "let-go"; senders: number } | { kind: "not-stopped" };

/** What a sender is held for by itself stays held, and so does an account that the engine holds. */
export async function letSendersGo(actorId: string, accountId: string): Promise<LetGoResult> {
  return inTransaction(async (tx) => {
    if (!(await markStopped(tx, accountId, false))) return { kind: "not-stopped" };
    const senders = await alignGates(tx, accountId);
    await recordAudit(tx, { accountId, actorId, action: "account.let-go", subjectKind: "account", subjectId: accountId, detail: { senders } });
    await recordDecisions(tx, [{ accountId, kind: "released", messages: 0, reason: "Somebody let the senders of this account send again." }]);
    return { kind: "let-go", senders };
  });
}
