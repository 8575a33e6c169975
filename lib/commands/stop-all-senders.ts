/** Stops every sender of an account at once: nobody claims for them any more, and what was claimed already leaves within the horizon and the lateness guard, or not at all. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { alignGates, markStopped, STOPPED_REASON } from "#lib/db/hold-account.ts";
import { recordDecisions } from "#lib/db/record-decisions.ts";

export type StopAllResult = { kind: "stopped"; senders: number } | { kind: "stopped-before" };

/** A sender that is held already keeps its own hold. */
export async function stopAllSenders(actorId: string, accountId: string): Promise<StopAllResult> {
  return inTransaction(async (tx) => {
    if (!(await markStopped(tx, accountId, true))) return { kind: "stopped-before" };
    const senders = await alignGates(tx, accountId);
    await recordAudit(tx, { accountId, actorId, action: "account.stopped", subjectKind: "account", subjectId: accountId, detail: { senders } });
    await recordDecisions(tx, [{ accountId, kind: "held", messages: 0, reason: STOPPED_REASON }]);
    return { kind: "stopped", senders };
  });
}
