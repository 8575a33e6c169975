"use client";
/** Invites somebody, and shows the link once: nobody can look it up afterwards. */
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { CopyableId } from "#components/ui/copyable-id.tsx";
import { Dialog, DialogClose, DialogFooter } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { isRefusal, type FormAction, type FormState } from "#components/ui/form-state.ts";
import { ActionForm } from "#components/ui/form.tsx";
import { TextInput } from "#components/ui/inputs.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { MemberFields } from "./member-fields.tsx";

type InviteButtonProps = { account: { slug: string; name: string }; minutes: number; invite: FormAction; /** Fills the form in: for a link that has expired. */ again?: { email: string; role: "admin" | "marketer" | "analyst"; recipientsMax: number | null } };

export function InviteButton({ account, minutes, invite, again }: InviteButtonProps) {
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<{ email: string; path: string } | null>(null);
  const order = async (state: FormState, form: FormData): Promise<FormState> => {
    const answer = await invite(state, form);
    const { path, email } = answer.values;
    if (!isRefusal(answer) && path && email) setMade({ path, email });
    return answer;
  };
  const turn = (next: boolean) => {
    setOpen(next);
    if (next) setMade(null);
  };
  const trigger = again ? <Button variant="quiet" size="small" aria-label={`New link for ${again.email}`}>New link</Button> : <Button variant="primary">Invite somebody</Button>;
  return (
    <Dialog trigger={trigger} title={made ? "Send this link" : `Invite somebody to ${account.name}`} description={made ? <LinkWords email={made.email} minutes={minutes} /> : undefined} open={open} onOpenChange={turn}>
      {made ? (
        <>
          <p className="rounded-control border border-line bg-canvas px-3 py-2.5">
            <CopyableId id={new URL(made.path, location.origin).href} what="the link" />
          </p>
          <DialogFooter>
            <DialogClose>
              <Button variant="primary">Done</Button>
            </DialogClose>
          </DialogFooter>
        </>
      ) : (
        <ActionForm action={order} hidden={{ account: account.slug }} values={again ? { email: again.email } : {}}>
          <Field name="email" label="E-mail address" help="They sign in with it. Nothing is sent there: you hand the link on yourself.">
            <TextInput type="email" autoComplete="off" autoCapitalize="none" />
          </Field>
          <MemberFields role={again?.role ?? "marketer"} recipientsMax={again?.recipientsMax ?? null} />
          <DialogFooter>
            <DialogClose>
              <Button variant="secondary">Go back</Button>
            </DialogClose>
            <SubmitButton variant="primary">Make the link</SubmitButton>
          </DialogFooter>
        </ActionForm>
      )}
    </Dialog>
  );
}

function LinkWords({ email, minutes }: { email: string; minutes: number }) {
  return (
    <>
      It lets {email} in, once, within {minutes} minutes. It is shown only now; make another one if it is lost.
    </>
  );
}
