/** Where somebody is signed in, for themselves: which browsers, and how to end it there. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction, pool } from "#lib/db/connection.ts";
import { endSessionsOf, listLiveSessions, type OwnSession } from "#lib/db/sessions.ts";
import { isUuid } from "#lib/domain/ids.ts";
import { SESSION_LIFE } from "./session-life.ts";

/** The sessions that still open something. */
export function ownSessions(personId: string): Promise<OwnSession[]> {
  return listLiveSessions(pool(), personId, SESSION_LIFE.idleSeconds);
}

/** Ends one of them, or all but the one that asks. One that is not theirs ends nothing. Returns how many ended. */
export async function endOwnSessions(personId: string, which: { only: string } | { allBut: string | null }): Promise<number> {
  if ("only" in which && !isUuid(which.only)) return 0;
  return inTransaction(async (tx) => {
    const ended = await endSessionsOf(tx, personId, which);
    if (ended > 0) await recordAudit(tx, { accountId: null, actorId: personId, action: "sessions.ended", subjectKind: "person", subjectId: personId, detail: { ended } });
    return ended;
  });
}
