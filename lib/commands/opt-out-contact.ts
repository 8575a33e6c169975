/** Puts somebody on the suppression list because they said so to a person. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { type ContactRef, findPhone } from "#lib/db/contacts.ts";
import { optOut } from "#lib/db/opt-out.ts";

export type OptOutResult = { kind: "opted-out" } | { kind: "opted-out-before" } | { kind: "no-such-contact" };

/** `reason` is what the person said, in the words of whoever heard it. */
export async function optOutContact(actorId: string, ref: ContactRef, reason: string): Promise<OptOutResult> {
  return inTransaction(async (tx) => {
    const phone = await findPhone(tx, ref);
    if (!phone) return { kind: "no-such-contact" };
    if (!(await optOut(tx, { accountId: ref.accountId, phone, reason, source: "person" }))) return { kind: "opted-out-before" };
    await recordAudit(tx, { accountId: ref.accountId, actorId, action: "contact.opted-out", subjectKind: "contact", subjectId: ref.contactId });
    return { kind: "opted-out" };
  });
}
