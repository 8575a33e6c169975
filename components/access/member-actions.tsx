/** What can be done with a person, in their row. */
import { X } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import type { MemberRow } from "./member-columns.tsx";
import { MemberFields } from "./member-fields.tsx";

type MemberActionsProps = { account: { slug: string; name: string }; member: MemberRow; change: FormAction; remove: FormAction };

export function MemberActions({ account, member, change, remove }: MemberActionsProps) {
  const { personId, name, email, role, withheld, recipientsMax } = member;
  const hidden = { account: account.slug, person: personId };
  return (
    <span className="relative z-10 inline-flex gap-1">
      <ConfirmDialog
        trigger={<Button variant="quiet" size="small" aria-label={`Change what ${name} may do`}>Change</Button>}
        title={<>What <bdi>{name}</bdi> may do</>}
        consequence={<>In <bdi>{account.name}</bdi> alone, from their next request on.</>}
        confirmLabel="Save"
        action={change}
        hidden={hidden}
      >
        <MemberFields key={`${role} ${withheld.join()} ${recipientsMax}`} role={role} withheld={withheld} recipientsMax={recipientsMax} />
      </ConfirmDialog>
      <ConfirmDialog
        trigger={<Button variant="quiet" size="small" aria-label={`Remove ${name}`} title="Remove"><X aria-hidden="true" className="size-4" /></Button>}
        title={<>Remove <bdi>{name}</bdi>?</>}
        consequence={<>{email} finds nothing of <bdi>{account.name}</bdi> any more, from their next request on. What they launched goes on, and the record of what they did stays.</>}
        confirmLabel="Remove from this account"
        tone="danger"
        action={remove}
        hidden={hidden}
      />
    </span>
  );
}
