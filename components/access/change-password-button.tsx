/** A new password, for whoever knows the old one. */
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { TextInput } from "#components/ui/inputs.tsx";
import { PASSWORD_MIN } from "#lib/domain/password-rule.ts";

export function ChangePasswordButton({ change }: { change: FormAction }) {
  return (
    <ConfirmDialog trigger={<Button>Change the password</Button>} title="Change your password" consequence="Every other browser has to sign in anew." confirmLabel="Change it" action={change}>
      <Field name="secretCurrent" label="The current one">
        <TextInput type="password" autoComplete="current-password" />
      </Field>
      <Field name="secretNext" label="The new one" help={`At least ${PASSWORD_MIN} characters. Four words that have nothing to do with each other are easy to keep in mind.`}>
        <TextInput type="password" autoComplete="new-password" />
      </Field>
    </ConfirmDialog>
  );
}
