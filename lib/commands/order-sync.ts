/** Orders that an account's templates and senders are read from Twilio now. The worker does it. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { enqueueJob } from "#lib/db/job-queue.ts";
import { queueSync } from "#lib/db/sync-runs.ts";

export type OrderSyncResult = { kind: "ordered" | "waiting" | "under-way" };

/** Pressed twice it is ordered once. An order that waits is put into the queue again, in case the queue has lost it. */
export async function orderSync(actorId: string, accountId: string): Promise<OrderSyncResult> {
  return inTransaction(async (tx) => {
    const kind = await queueSync(tx, { accountId, actorId });
    if (kind !== "under-way") await enqueueJob(tx, { name: "sync-account", data: { accountId }, key: accountId });
    if (kind === "ordered") await recordAudit(tx, { accountId, actorId, action: "account.sync-ordered", subjectKind: "account", subjectId: accountId });
    return { kind };
  });
}
