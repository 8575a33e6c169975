/** Who is asking, and may they? Decided anew for every request, from the database. */
import { pool } from "#lib/db/connection.ts";
import { findMembership, type Membership } from "#lib/db/people.ts";
import { findLiveSession, noteVisit, type LiveSession } from "#lib/db/sessions.ts";
import { isSlug, isUuid } from "#lib/domain/ids.ts";
import { rightsOf, type Right } from "#lib/domain/rights.ts";
import { SESSION_LIFE } from "./session-life.ts";

export type Person = LiveSession["person"];
export type Access = { person: Person; rights: ReadonlySet<Right> } & Membership;
export type Decision = { kind: "granted"; access: Access } | { kind: "anonymous" } | { kind: "missing" };

/** Who the session belongs to, or null when it ended, expired, or its person was disabled. Notes the visit at most once a minute. */
export async function personOfSession(sessionId: string | null): Promise<Person | null> {
  if (!isUuid(sessionId)) return null;
  const session = await findLiveSession(pool(), sessionId, SESSION_LIFE.idleSeconds);
  if (session?.noteIsOld) await noteVisit(pool(), session.id);
  return session?.person ?? null;
}

/** A right in an account. An account that is not theirs, that does not exist, or in which they lack the right is `missing`, so that nobody learns which. */
export async function decideAccess(person: Person | null, accountSlug: string, needs: Right): Promise<Decision> {
  if (!person) return { kind: "anonymous" };
  const membership = isSlug(accountSlug) ? await findMembership(pool(), person.id, accountSlug) : null;
  const rights = membership ? rightsOf(membership.role, membership.withheld) : null;
  if (!membership || !rights?.has(needs)) return { kind: "missing" };
  return { kind: "granted", access: { person, rights, ...membership } };
}
