"use client";
/** Asks before something that is hard to undo: names the thing and the consequence, and may ask for its name to be typed. */
import { type ReactNode, useState } from "react";
import { Button } from "./button.tsx";
import { Dialog, DialogClose, DialogFooter } from "./dialog.tsx";
import { Field } from "./field.tsx";
import { isRefusal, type FormAction, type FormState } from "./form-state.ts";
import { ActionForm } from "./form.tsx";
import { TextInput } from "./inputs.tsx";
import { SubmitButton } from "./submit-button.tsx";

export type ConfirmDialogProps = {
  trigger: ReactNode;
  /** A question with the thing's name: “Cancel “Spring sale”?” */
  title: ReactNode;
  /** What will have happened afterwards, with numbers. */
  consequence: ReactNode;
  /** The verb and the number: “Send to 12,480”. */
  confirmLabel: ReactNode;
  action: FormAction;
  hidden?: Record<string, string>;
  tone?: "primary" | "danger";
  /** For what is large and cannot be undone: the text to type. Sent along as `typedName`. */
  typeToConfirm?: string;
  /** The id of another form whose fields are sent along, such as the ticked rows of a table. */
  alsoFrom?: string;
  /** Further fields of the form. */
  children?: ReactNode;
};

export function ConfirmDialog({ trigger, title, consequence, confirmLabel, action, hidden, tone = "primary", typeToConfirm, alsoFrom, children }: ConfirmDialogProps) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const order = async (state: FormState, form: FormData): Promise<FormState> => {
    const answer = await action(state, withFieldsOf(alsoFrom, form));
    if (!isRefusal(answer)) setOpen(false);
    return answer;
  };
  const blocked = typeToConfirm !== undefined && typed.trim() !== typeToConfirm.trim();
  return (
    <Dialog trigger={trigger} title={title} description={consequence} open={open} onOpenChange={setOpen}>
      <ActionForm action={order} hidden={hidden}>
        {children}
        {typeToConfirm !== undefined && (
          <Field name="typedName" label={<>Type “{typeToConfirm}” to go on</>}>
            <TextInput autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
          </Field>
        )}
        <DialogFooter>
          <DialogClose>
            <Button variant="secondary">Go back</Button>
          </DialogClose>
          <SubmitButton variant={tone} disabled={blocked}>
            {confirmLabel}
          </SubmitButton>
        </DialogFooter>
      </ActionForm>
    </Dialog>
  );
}

function withFieldsOf(id: string | undefined, form: FormData): FormData {
  const other = id === undefined ? null : document.getElementById(id);
  if (other instanceof HTMLFormElement) for (const [name, value] of new FormData(other)) form.append(name, value);
  return form;
}
