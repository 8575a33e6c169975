/** Which account somebody is invited to, by whom, and as what. */
import { AccountKindChip } from "#components/frame/account-kind.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import type { AccountKind, Role } from "#lib/domain/states.ts";
import { ROLE_NAMES } from "./member-columns.tsx";

type InvitedToProps = { invitation: { account: { name: string; kind: AccountKind }; invitedBy: string | null; role: Role; recipientsMax: number | null } };

export function InvitedTo({ invitation: { account, invitedBy, role, recipientsMax } }: InvitedToProps) {
  return (
    <div className="mb-5">
      <h1 className="flex flex-wrap items-center gap-2 text-title font-strong">
        <bdi>{account.name}</bdi>
        <AccountKindChip kind={account.kind} />
      </h1>
      <p className="mt-1 text-ink-soft">
        {invitedBy === null ? "You are invited" : <><bdi>{invitedBy}</bdi> invites you</>} as {ROLE_NAMES[role].toLowerCase()}
        {recipientsMax !== null && <>, to launch to at most {formatNumber(recipientsMax)} people at once</>}.
      </p>
    </div>
  );
}
