/** Takes somebody off the suppression list because they asked to be written to again. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { type ContactRef, findPhone } from "#lib/db/contacts.ts";
import { liftOptOut as liftOptOutRow } from "#lib/db/opt-out.ts";

export type LiftOptOutResult = { kind: "lifted" } | { kind: "not-opted-out" } | { kind: "no-such-contact" };

export async function liftOptOut(actorId: string, ref: ContactRef): Promise<LiftOptOutResult> {
  return inTransaction(async (tx) => {
    const phone = await findPhone(tx, ref);
    if (!phone) return { kind: "no-such-contact" };
    if (!(await liftOptOutRow(tx, { accountId: ref.accountId, phone }))) return { kind: "not-opted-out" };
    await recordAudit(tx, { accountId: ref.accountId, actorId, action: "contact.opt-out-lifted", subjectKind: "contact", subjectId: ref.contactId });
    return { kind: "lifted" };
  });
}
