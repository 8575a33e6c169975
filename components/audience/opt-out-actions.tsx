/** Puts somebody on the suppression list, or takes them off. */
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { TextInput } from "#components/ui/inputs.tsx";

type OptOutActionsProps = { account: string; contact: { id: string; name: string; optedOut: boolean }; optOut: FormAction; lift: FormAction };

export function OptOutActions({ account, contact, optOut, lift }: OptOutActionsProps) {
  const hidden = { account, contact: contact.id };
  const who = contact.name || "this person";
  if (contact.optedOut) {
    return (
      <ConfirmDialog
        trigger={<Button>Lift the opt-out</Button>}
        title={`Write to ${who} again?`}
        consequence="Only when they have asked for it themselves. Campaigns that are launched from now on include them; what was left out before stays left out."
        confirmLabel="Lift the opt-out"
        action={lift}
        hidden={hidden}
      />
    );
  }
  return (
    <ConfirmDialog
      trigger={<Button>Opt out</Button>}
      title={`Stop writing to ${who}?`}
      consequence="Nothing more is sent to them from this account. What is queued for them is left out of its campaigns, and no import brings them back."
      confirmLabel="Opt out"
      tone="danger"
      action={optOut}
      hidden={hidden}
    >
      <Field name="reason" label="How do you know?" help="Kept in their history.">
        <TextInput placeholder="Asked on the phone" autoComplete="off" />
      </Field>
    </ConfirmDialog>
  );
}
