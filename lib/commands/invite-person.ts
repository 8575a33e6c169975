/** Makes a link with which somebody comes into an account, in place of the one that they have. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { makeInvitation } from "#lib/db/invitations.ts";
import { lockMembers } from "#lib/db/members.ts";
import { findPersonToSignIn } from "#lib/db/people.ts";
import type { Role } from "#lib/domain/states.ts";

/** `email` in lower case. */
export type Invited = { accountId: string; email: string; role: Role; recipientsMax: number | null };
/** `token` is the secret part of the link: it is nowhere else. */
export type InviteResult = { kind: "invited"; token: string } | { kind: "already-in" } | { kind: "no-such-account" };

export async function invitePerson(actorId: string, invited: Invited): Promise<InviteResult> {
  return inTransaction(async (tx) => {
    const known = await findPersonToSignIn(tx, invited.email);
    // Under the account's lock, so that two admins who invite the same person leave one link.
    const held = await lockMembers(tx, invited.accountId, known?.id ?? actorId);
    if (held === null) return { kind: "no-such-account" };
    if (known && held.member) return { kind: "already-in" };
    const { id, token } = await makeInvitation(tx, { ...invited, invitedById: actorId });
    const { accountId, role, recipientsMax } = invited;
    await recordAudit(tx, { accountId, actorId, action: "invitation.made", subjectKind: "invitation", subjectId: id, detail: { role, recipientsMax } });
    return { kind: "invited", token };
  });
}
