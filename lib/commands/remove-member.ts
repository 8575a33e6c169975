/** Takes somebody out of an account, with the invitations that they made there: from their next request on they find nothing. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { revokeInvitationsOf } from "#lib/db/invitations.ts";
import { lockMembers, removeMembership } from "#lib/db/members.ts";
import { leavesAnAdmin } from "#lib/domain/member-rule.ts";
import type { MemberRef } from "./change-member.ts";

export type RemoveMemberResult = { kind: "removed" } | { kind: "no-such-member" } | { kind: "last-admin" };

export async function removeMember(actorId: string, { accountId, personId }: MemberRef): Promise<RemoveMemberResult> {
  return inTransaction(async (tx) => {
    const held = await lockMembers(tx, accountId, personId);
    if (!held?.member) return { kind: "no-such-member" };
    if (!leavesAnAdmin(held.admins, personId, null)) return { kind: "last-admin" };
    await removeMembership(tx, accountId, personId);
    const invitations = await revokeInvitationsOf(tx, accountId, personId);
    const { role, withheld, recipientsMax } = held.member;
    await recordAudit(tx, { accountId, actorId, action: "member.removed", subjectKind: "person", subjectId: personId, detail: { before: { role, withheld, recipientsMax }, invitations } });
    return { kind: "removed" };
  });
}
