/** Takes an invitation back: its link opens nothing any more. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { revokeInvitation as revoke } from "#lib/db/invitations.ts";

export type RevokeResult = { kind: "revoked" } | { kind: "no-such-invitation" };

export async function revokeInvitation(actorId: string, { accountId, invitationId }: { accountId: string; invitationId: string }): Promise<RevokeResult> {
  return inTransaction(async (tx) => {
    const revoked = await revoke(tx, accountId, invitationId);
    if (!revoked) return { kind: "no-such-invitation" };
    await recordAudit(tx, { accountId, actorId, action: "invitation.revoked", subjectKind: "invitation", subjectId: invitationId, detail: { role: revoked.role } });
    return { kind: "revoked" };
  });
}
