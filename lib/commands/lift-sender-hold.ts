/** Lets a held sender send again. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { alignGates } from "#lib/db/hold-account.ts";
import { recordDecisions } from "#lib/db/record-decisions.ts";
import { liftHold } from "#lib/db/sender-gates.ts";

export type LiftResult = { kind: "lifted" } | { kind: "not-held" };

/** Lifts the hold of a sender; the drain goes on with what is queued within a second, unless its whole account is held. */
export async function liftSenderHold(actorId: string, sender: { accountId: string; senderId: string }): Promise<LiftResult> {
  return inTransaction(async (tx) => {
    const reason = await liftHold(tx, sender);
    if (reason === null) return { kind: "not-held" };
    await alignGates(tx, sender.accountId);
    await recordDecisions(tx, [{ ...sender, kind: "released", messages: 0, reason: "Somebody let this sender send again." }]);
    await recordAudit(tx, { accountId: sender.accountId, actorId, action: "sender.hold-lifted", subjectKind: "sender", subjectId: sender.senderId, detail: { reason } });
    return { kind: "lifted" };
  });
}
