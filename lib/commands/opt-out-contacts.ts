/** Puts several people on the suppression list at once, because they said so to a person. */
import { inTransaction } from "#lib/db/connection.ts";
import { optOutAll } from "#lib/db/opt-out.ts";
import { changeChosen, type ChosenContacts, type ChosenResult } from "./chosen-contacts.ts";

/** All of them or none. `reason` is what they said, in the words of whoever heard it. */
export async function optOutContacts(actorId: string, chosen: ChosenContacts, reason: string): Promise<ChosenResult> {
  return inTransaction((tx) =>
    changeChosen(tx, chosen, { actorId, action: "contact.opted-out", write: (phones) => optOutAll(tx, { accountId: chosen.accountId, phones, reason, source: "person" }) }),
  );
}
