/** What can be ordered about a campaign that was launched. Pausing is one press, never asks, and can be taken back. */
import { Pause, Play } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { ActionForm } from "#components/ui/form.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { UndoableButton } from "#components/ui/undoable-button.tsx";
import { isCancellable, isPausable, isResumable } from "#lib/domain/campaign-rules.ts";
import type { CampaignState } from "#lib/domain/states.ts";
import { peopleText } from "./draft.ts";

type CampaignControlsProps = {
  account: string;
  campaign: { id: string; name: string; state: CampaignState };
  /** Messages that wait, and those that Twilio accepted. */
  waiting: number;
  accepted: number;
  /** Whether all but the first messages wait for what becomes of those. */
  firstAlone: boolean;
  pause: FormAction;
  resume: FormAction;
  cancel: FormAction;
};

export function CampaignControls({ account, campaign, waiting, accepted, firstAlone, pause, resume, cancel }: CampaignControlsProps) {
  const hidden = { account, campaign: campaign.id };
  return (
    <>
      {isCancellable(campaign.state) && (
        <ConfirmDialog
          trigger={<Button variant="quiet">Cancel campaign</Button>}
          tone="danger"
          title={`Cancel “${campaign.name}” for good?`}
          consequence={`${peopleText(waiting)} not written to yet will not get it. The ${formatNumber(accepted)} that Twilio accepted stay sent. A cancelled campaign cannot be started again; pausing it can be undone.`}
          confirmLabel={`Cancel for ${peopleText(waiting)}`}
          action={cancel}
          hidden={hidden}
        />
      )}
      {isPausable(campaign.state) && (
        <UndoableButton action={pause} undo={resume} hidden={hidden} done={`Paused “${campaign.name}”`} undone={`“${campaign.name}” goes on`} icon={<Pause />}>
          Pause
        </UndoableButton>
      )}
      {isResumable(campaign.state) && firstAlone && (
        <ConfirmDialog
          trigger={<Button variant="quiet">Resume for everybody</Button>}
          title={`Resume “${campaign.name}” without waiting for its first messages?`}
          consequence={`${peopleText(waiting)} not written to yet will get it, whatever becomes of the first messages. “Resume” alone goes on waiting for those.`}
          confirmLabel={`Write to ${peopleText(waiting)}`}
          action={resume}
          hidden={{ ...hidden, everybody: "yes" }}
        />
      )}
      {isResumable(campaign.state) && (
        <ActionForm action={resume} hidden={hidden} aria-label="Resume">
          <SubmitButton icon={<Play />}>Resume</SubmitButton>
        </ActionForm>
      )}
    </>
  );
}
