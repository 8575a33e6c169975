/** Lets the engine send for an account again, after a person has looked at what the restored backup or the copy may repeat. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { alignGates, takeEngineHold } from "#lib/db/hold-account.ts";
import { recordDecisions } from "#lib/db/record-decisions.ts";

export type ClearResult = { kind: "cleared" } | { kind: "not-held" };

/** Each account is cleared by a person of its own: who may say so for one knows nothing of another. */
export async function clearEngineHold(actorId: string, accountId: string): Promise<ClearResult> {
  return inTransaction(async (tx) => {
    const reason = await takeEngineHold(tx, accountId);
    if (reason === null) return { kind: "not-held" };
    await alignGates(tx, accountId);
    await recordAudit(tx, { accountId, actorId, action: "engine.cleared", subjectKind: "account", subjectId: accountId, detail: { reason } });
    await recordDecisions(tx, [{ accountId, kind: "released", messages: 0, reason: "Somebody looked at the restored or copied database and let it send." }]);
    return { kind: "cleared" };
  });
}
