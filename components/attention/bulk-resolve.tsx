"use client";
/** What a person can decide about messages of which nobody can tell: send them again, or take them for sent. */
import { andTell } from "#components/ui/and-tell.ts";
import { SelectedCount } from "#components/ui/bulk-bar.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import type { FormAction } from "#components/ui/form-state.ts";

type BulkResolveProps = {
  account: string;
  /** The id of the form that the ticks belong to. */
  form: string;
  retry: FormAction;
  assume: FormAction;
  /** What has to be typed before anything is sent again. */
  word: string;
};

/** Both actions say what they did in `values.told`. */
export function BulkResolve({ account, form, retry, assume, word }: BulkResolveProps) {
  return (
    <>
      <ConfirmDialog
        trigger={<Button size="small">Assume sent</Button>}
        title={<>Take <SelectedCount /> for sent?</>}
        consequence="Nothing is sent again. Whoever did not get it gets nothing. If Twilio reports late, the report still says what became of it."
        confirmLabel={<>Assume <SelectedCount /> sent</>}
        action={andTell(assume, form)}
        hidden={{ account }}
        alsoFrom={form}
      />
      <ConfirmDialog
        trigger={<Button size="small">Retry</Button>}
        title={<>Send <SelectedCount /> again?</>}
        consequence="It may reach the same person twice: Twilio does not list the first one, which is no proof that it was not sent. They go back into the queue of their campaign, which opens again if it is over."
        confirmLabel={<>Send <SelectedCount /> again</>}
        tone="danger"
        typeToConfirm={word}
        action={andTell(retry, form)}
        hidden={{ account }}
        alsoFrom={form}
      />
    </>
  );
}
