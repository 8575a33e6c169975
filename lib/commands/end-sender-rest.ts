/** Lets a resting sender send again before its time. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { endRest } from "#lib/db/rest-senders.ts";

export type EndRestResult = { kind: "ended" } | { kind: "not-resting" };

/** Ends the rest of a sender; the drain goes on with what is queued within a second. Should the limit still be full, it rests again. */
export async function endSenderRest(actorId: string, sender: { accountId: string; senderId: string }): Promise<EndRestResult> {
  return inTransaction(async (tx) => {
    const reason = await endRest(tx, sender);
    if (reason === null) return { kind: "not-resting" };
    await recordAudit(tx, { accountId: sender.accountId, actorId, action: "sender.rest-ended", subjectKind: "sender", subjectId: sender.senderId, detail: { reason } });
    return { kind: "ended" };
  });
}
