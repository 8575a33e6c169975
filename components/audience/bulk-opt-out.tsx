"use client";
/** What can be done with the contacts that are ticked: put them on the suppression list, or take them off. */
import { andTell } from "#components/ui/and-tell.ts";
import { SelectedCount } from "#components/ui/bulk-bar.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { TextInput } from "#components/ui/inputs.tsx";

type BulkOptOutProps = {
  account: string;
  /** The id of the form that the ticks belong to. */
  form: string;
  optOut: FormAction;
  lift: FormAction;
};

/** Both actions say what they did in `values.told`. */
export function BulkOptOut({ account, form, optOut, lift }: BulkOptOutProps) {
  return (
    <>
      <ConfirmDialog
        trigger={<Button size="small">Record opt-out</Button>}
        title={<>Stop writing to <SelectedCount />?</>}
        consequence="Nothing more is sent to them from this account. What is queued for them is left out of its campaigns, and no import brings them back."
        confirmLabel={<>Opt out <SelectedCount /></>}
        tone="danger"
        action={andTell(optOut, form)}
        hidden={{ account }}
        alsoFrom={form}
      >
        <Field name="reason" label="How do you know?" help="Kept in the history of each.">
          <TextInput placeholder="Asked on the phone" autoComplete="off" maxLength={200} />
        </Field>
      </ConfirmDialog>
      <ConfirmDialog
        trigger={<Button size="small">Lift opt-out</Button>}
        title={<>Write to <SelectedCount /> again?</>}
        consequence="Only when they have asked for it themselves. Campaigns that are launched from now on include them; what was left out before stays left out."
        confirmLabel={<>Lift for <SelectedCount /></>}
        action={andTell(lift, form)}
        hidden={{ account }}
        alsoFrom={form}
      />
    </>
  );
}
