"use client";
/** Does it at once and offers to undo it: the lightest of the three confirmations, for what can be taken back whole. With no script it is a form with one button. */
import { startTransition, useActionState, useTransition, type FormEvent } from "react";
import { Button, type ButtonProps } from "./button.tsx";
import { UNTOUCHED, isRefusal, type FormAction } from "./form-state.ts";
import { tell, tellFailure } from "./tell.ts";
import { useUnhurried } from "./use-unhurried.ts";

export type UndoableButtonProps = Omit<ButtonProps, "pending" | "type" | "onClick" | "hidden"> & {
  /** Both answer, and do not lead elsewhere: the way back must stay in view. */
  action: FormAction;
  undo: FormAction;
  /** Hidden fields, the same for both. */
  hidden?: Record<string, string>;
  /** What has happened, with the thing's name: “Paused “Spring sale””. */
  done: string;
  /** What is said once it was taken back. */
  undone?: string;
};

export function UndoableButton({ action, undo, hidden = {}, done, undone = "Undone", ...rest }: UndoableButtonProps) {
  const [answer, send] = useActionState(action, UNTOUCHED);
  const [pending, start] = useTransition();
  const order = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const form = new FormData(event.currentTarget);
    start(() => carryOut(action, form, () => tell(done, { label: "Undo", run: () => takeBack(undo, form, undone) })));
  };
  return (
    <form action={send} onSubmit={order} className="inline-flex flex-col gap-1.5">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button type="submit" pending={pending} spinning={useUnhurried(pending)} {...rest} />
      {answer.message && (
        <p role="alert" className="text-danger-ink">
          {answer.message}
        </p>
      )}
    </form>
  );
}

function takeBack(undo: FormAction, form: FormData, undone: string): void {
  startTransition(() => carryOut(undo, form, () => tell(undone)));
}

/** The button may be gone when the answer comes, as Pause is once a campaign rests; so what follows hangs on the answer and not on the button. */
async function carryOut(action: FormAction, form: FormData, then: () => void): Promise<void> {
  const answer = await action(UNTOUCHED, form);
  if (isRefusal(answer)) tellFailure(answer.message ?? "That was not done.");
  else then();
}
