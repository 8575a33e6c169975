/** Makes somebody an admin of every account, or gives an admin a new password. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { grantEverywhere, savePerson, type PersonToSave } from "#lib/db/save-person.ts";

/** For whoever has the machine in hand: it asks for no role. Returns the person's id. */
export async function saveAdmin(person: PersonToSave): Promise<string> {
  return inTransaction(async (tx) => {
    const personId = await savePerson(tx, person);
    await grantEverywhere(tx, personId, "admin");
    await recordAudit(tx, { accountId: null, actorId: null, action: "admin.saved", subjectKind: "person", subjectId: personId });
    return personId;
  });
}
