/** Lets a held sender send again. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { liftHold } from "#lib/db/sender-gates.ts";

export type LiftResult = { kind: "lifted" } | { kind: "not-held" };

/** Lifts the hold of a sender; the drain goes on with what is queued within a second. */
export async function liftSenderHold(actorId: string, sender: { accountId: string; senderId: string }): Promise<LiftResult> {
  return inTransaction(async (tx) => {
    const reason = await liftHold(tx, sender);
    if (reason === null) return { kind: "not-held" };
    await recordAudit(tx, { accountId: sender.accountId, actorId, action: "sender.hold-lifted", subjectKind: "sender", subjectId: sender.senderId, detail: { reason } });
    return { kind: "lifted" };
  });
}
