/** Changes what somebody may do in an account, from their next request on. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { revokeInvitationsOf } from "#lib/db/invitations.ts";
import { lockMembers, saveMembership } from "#lib/db/members.ts";
import { leavesAnAdmin } from "#lib/domain/member-rule.ts";
import { rightsOf, withheldFrom } from "#lib/domain/rights.ts";
import type { Role } from "#lib/domain/states.ts";

export type MemberRef = { accountId: string; personId: string };
export type MemberChange = { role: Role; /** Names of rights that they are not to have. */ withheld: readonly string[]; recipientsMax: number | null };
export type ChangeMemberResult = { kind: "changed" } | { kind: "unchanged" } | { kind: "no-such-member" } | { kind: "last-admin" };

export async function changeMember(actorId: string, { accountId, personId }: MemberRef, change: MemberChange): Promise<ChangeMemberResult> {
  return inTransaction(async (tx) => {
    const held = await lockMembers(tx, accountId, personId);
    if (!held?.member) return { kind: "no-such-member" };
    const { personId: _, ...before } = held.member;
    const after = { ...change, withheld: withheldFrom(change.role, change.withheld) };
    if (JSON.stringify(sorted(before)) === JSON.stringify(sorted(after))) return { kind: "unchanged" };
    if (!leavesAnAdmin(held.admins, personId, after)) return { kind: "last-admin" };
    await saveMembership(tx, { accountId, personId, ...after });
    // Who may let nobody in any more has let nobody in by a link that still waits.
    const invitations = rightsOf(after.role, after.withheld).has("access.change") ? 0 : await revokeInvitationsOf(tx, accountId, personId);
    await recordAudit(tx, { accountId, actorId, action: "member.changed", subjectKind: "person", subjectId: personId, detail: { before, after, invitations } });
    return { kind: "changed" };
  });
}

function sorted({ role, withheld, recipientsMax }: MemberChange): unknown[] {
  return [role, withheld.toSorted(), recipientsMax];
}
