/** Takes several people off the suppression list at once, because they asked to be written to again. */
import { inTransaction } from "#lib/db/connection.ts";
import { liftOptOuts as liftOptOutRows } from "#lib/db/opt-out.ts";
import { changeChosen, type ChosenContacts, type ChosenResult } from "./chosen-contacts.ts";

/** All of them or none. */
export async function liftOptOuts(actorId: string, chosen: ChosenContacts): Promise<ChosenResult> {
  return inTransaction((tx) => changeChosen(tx, chosen, { actorId, action: "contact.opt-out-lifted", write: (phones) => liftOptOutRows(tx, { accountId: chosen.accountId, phones }) }));
}
