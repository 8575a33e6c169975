/** A launch that somebody may not do alone: the question, the answer, and what was said to the last one. */
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { TextArea, TextInput } from "#components/ui/inputs.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { reachText } from "./account-reach.ts";
import type { ComposerAccount } from "./composer-panel.tsx";
import { peopleText, type Draft } from "./draft.ts";

export type OpenRequest = { id: string; requestedBy: string | null; requestedAt: Date; people: number; note: string; isYours: boolean; /** The draft is another one than when it was asked for. */ outdated: boolean };
export type DeclinedRequest = { declinedBy: string | null; declinedAt: Date; reason: string; takenBack: boolean };

type AskButtonProps = { account: ComposerAccount; draft: Draft; messages: number; ask: FormAction };

export function AskButton({ account, draft, messages, ask }: AskButtonProps) {
  return (
    <ConfirmDialog
      trigger={<Button variant="primary">Ask to send to {peopleText(messages)}</Button>}
      title={`Ask to send “${draft.name}” to ${peopleText(messages)}?`}
      consequence="Whoever may approve launches here finds it on their overview. Nothing is sent before, and a draft that is changed has to be asked for anew."
      confirmLabel="Ask for approval"
      action={ask}
      hidden={{ account: account.slug, campaign: draft.id, confirmed: String(messages), revision: draft.revision }}
    >
      <Field name="note" label="What they should know" optional>
        <TextArea rows={3} />
      </Field>
    </ConfirmDialog>
  );
}

type WaitingProps = { account: ComposerAccount; draft: Draft; request: OpenRequest; /** For whoever may be the second person, and could now. */ approve: FormAction | null; decline: FormAction | null };

export function WaitsForApproval({ account, draft, request, approve, decline }: WaitingProps) {
  const { id, requestedBy, requestedAt, people, note, isYours, outdated } = request;
  const hidden = { account: account.slug, campaign: draft.id, request: id };
  const label = `${draft.start ? "Schedule for" : "Send to"} ${peopleText(people)}`;
  return (
    <Notice
      role="status"
      tone={approve ? "warning" : "neutral"}
      title={isYours ? `You asked to send this to ${peopleText(people)}` : <><bdi>{requestedBy ?? "Somebody"}</bdi> asks to send this to {peopleText(people)}</>}
      action={
        <span className="flex flex-wrap gap-2">
          {decline && isYours && (
            <ConfirmDialog trigger={<Button size="small">Take back</Button>} title="Take the question back?" consequence="Nobody is asked any more. The draft stays as it is." confirmLabel="Take it back" action={decline} hidden={hidden} />
          )}
          {decline && !isYours && (
            <ConfirmDialog trigger={<Button size="small">Decline</Button>} title={`Decline “${draft.name}”?`} consequence="The draft stays, and whoever asked reads why." confirmLabel="Decline" tone="danger" action={decline} hidden={hidden}>
              <Field name="reason" label="Why">
                <TextInput autoComplete="off" />
              </Field>
            </ConfirmDialog>
          )}
          {approve && !outdated && (
            <ConfirmDialog trigger={<Button size="small" variant="primary">{label}</Button>} title={`${label}?`} consequence={`${reachText(account)} You are the second person to it.`} confirmLabel={label} action={approve} hidden={hidden} />
          )}
        </span>
      }
    >
      Asked <RelativeTime at={requestedAt} />.{note && <> “<bdi>{note}</bdi>”</>} {outdated ? "The draft was changed since, so it has to be asked for anew." : isYours || !approve ? "It waits for somebody who may approve launches here." : "Look at everything below first."}
    </Notice>
  );
}

export function WasDeclined({ declined: { declinedBy, declinedAt, reason } }: { declined: DeclinedRequest }) {
  return (
    <Notice role="status" tone="warning" title={<><bdi>{declinedBy ?? "Somebody"}</bdi> declined this launch <RelativeTime at={declinedAt} /></>}>
      “<bdi>{reason}</bdi>”
    </Notice>
  );
}
