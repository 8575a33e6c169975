/** Links that nobody has used yet. */
import { Section } from "#components/frame/section.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { DataTable, type Column } from "#components/ui/data-table.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { formatNumber } from "#components/ui/number-format.ts";
import { RelativeTime } from "#components/ui/time.tsx";
import type { Role } from "#lib/domain/states.ts";
import { InviteButton } from "./invite-button.tsx";
import { ROLE_NAMES } from "./member-columns.tsx";

export type InvitationRow = { id: string; email: string; role: Role; recipientsMax: number | null; invitedBy: string | null; createdAt: Date; expiresAt: Date; expired: boolean };
type WaitingInvitationsProps = { account: { slug: string; name: string }; invitations: InvitationRow[]; minutes: number; invite: FormAction; revoke: FormAction };

export function WaitingInvitations({ invitations, ...hands }: WaitingInvitationsProps) {
  if (invitations.length === 0) return null;
  return (
    <Section title="Invited" summary="They come in as soon as they open their link.">
      <DataTable label="Invited" columns={[...COLUMNS, actionsColumn(hands)]} rows={invitations} rowKey={({ id }) => id} />
    </Section>
  );
}

function actionsColumn(hands: Omit<WaitingInvitationsProps, "invitations">): Column<InvitationRow> {
  return { name: "Actions", cell: (invitation) => <Actions invitation={invitation} {...hands} />, numeric: true, narrow: "foot" };
}

function Actions({ invitation: { id, email, role, recipientsMax }, account, minutes, invite, revoke }: Omit<WaitingInvitationsProps, "invitations"> & { invitation: InvitationRow }) {
  return (
    <span className="relative z-10 inline-flex gap-1">
      <InviteButton account={account} minutes={minutes} invite={invite} again={{ email, role, recipientsMax }} />
      <ConfirmDialog
        trigger={<Button variant="quiet" size="small" aria-label={`Take back the link of ${email}`}>Take back</Button>}
        title={<>Take back the link of {email}?</>}
        consequence="It opens nothing any more."
        confirmLabel="Take it back"
        tone="danger"
        action={revoke}
        hidden={{ account: account.slug, invitation: id }}
      />
    </span>
  );
}

const COLUMNS: Column<InvitationRow>[] = [
  { name: "E-mail address", cell: ({ email }) => email, text: ({ email }) => email, width: "32%" },
  { name: "Role", cell: ({ role }) => ROLE_NAMES[role], narrow: "aside" },
  { name: "Most in one launch", cell: ({ recipientsMax }) => (recipientsMax === null ? <span className="text-ink-faint">Any number</span> : formatNumber(recipientsMax)), numeric: true, narrow: "fact" },
  { name: "By", cell: ({ invitedBy }) => (invitedBy === null ? <span className="text-ink-faint">Nobody</span> : <bdi>{invitedBy}</bdi>), narrow: "fact" },
  { name: "Link", cell: ({ expired, expiresAt }) => (expired ? <span className="text-danger-ink">Expired</span> : <span>ends <RelativeTime at={expiresAt} /></span>), narrow: "fact" },
];
