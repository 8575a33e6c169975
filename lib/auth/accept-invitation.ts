/** Coming in by a link: whoever is new chooses a name and a password, whoever is there already says yes while signed in. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction, pool, type Tx } from "#lib/db/connection.ts";
import { acceptInvitation, findInvitation, lockInvitation, type OpenInvitation } from "#lib/db/invitations.ts";
import { lockMembers, saveMembership } from "#lib/db/members.ts";
import { addPerson } from "#lib/db/save-person.ts";
import { openSession } from "#lib/db/sessions.ts";
import { passwordProblem, type PasswordProblem } from "#lib/domain/password-rule.ts";
import type { Person } from "./access.ts";
import { hashPassword } from "./password.ts";
import { SESSION_LIFE } from "./session-life.ts";
import { USER_AGENT_LENGTH_MAX } from "./sign-in.ts";

/** `over`: the link was used, taken back, has expired or never was. `not-yours`: it is for another address. */
export type AcceptResult = { kind: "in"; slug: string } | { kind: "over" } | { kind: "not-yours" };
export type JoinResult = { kind: "in"; slug: string; sessionId: string } | { kind: "over" } | { kind: "known" } | { kind: "weak"; problem: PasswordProblem };
export type Newcomer = { token: string; name: string; password: string; userAgent: string };

/** For the page: what a link opens now. */
export function openInvitation(token: string): Promise<OpenInvitation | null> {
  return findInvitation(pool(), token);
}

/** Somebody who has a sign-in comes into a further account. */
export async function acceptAs(person: Person, token: string): Promise<AcceptResult> {
  return inTransaction(async (tx) => {
    const invitation = await lockInvitation(tx, token);
    if (!invitation) return { kind: "over" };
    if (invitation.email !== person.email) return { kind: "not-yours" };
    await letIn(tx, invitation, person.id);
    return { kind: "in", slug: invitation.account.slug };
  });
}

/** Somebody new comes in, and is signed in. The link proves the address, as nothing is sent by mail. */
export async function joinBy({ token, name, password, userAgent }: Newcomer): Promise<JoinResult> {
  const known = await openInvitation(token);
  if (!known) return { kind: "over" };
  const problem = passwordProblem(password, { email: known.email, name });
  if (problem) return { kind: "weak", problem };
  const passwordHash = await hashPassword(password);
  return inTransaction(async (tx): Promise<JoinResult> => {
    const invitation = await lockInvitation(tx, token);
    if (!invitation) return { kind: "over" };
    const personId = await addPerson(tx, { email: invitation.email, name, passwordHash });
    if (personId === null) return { kind: "known" };
    await letIn(tx, invitation, personId);
    const sessionId = await openSession(tx, { personId, userAgent: userAgent.slice(0, USER_AGENT_LENGTH_MAX), absoluteSeconds: SESSION_LIFE.absoluteSeconds });
    return { kind: "in", slug: invitation.account.slug, sessionId };
  });
}

/** A role that somebody has by now stays: a link that lay about lowers and raises nobody. */
async function letIn(tx: Tx, { accountId, id, role, recipientsMax }: OpenInvitation, personId: string): Promise<void> {
  const held = await lockMembers(tx, accountId, personId);
  if (held && !held.member) await saveMembership(tx, { accountId, personId, role, withheld: [], recipientsMax });
  await acceptInvitation(tx, { accountId, id }, personId);
  await recordAudit(tx, { accountId, actorId: personId, action: "invitation.accepted", subjectKind: "invitation", subjectId: id, detail: { role, recipientsMax } });
}
