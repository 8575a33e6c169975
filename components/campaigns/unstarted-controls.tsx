/** What can be ordered about a campaign that waits for its start. Pausing is one press and never asks. */
import { Pause, Play } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { ActionForm } from "#components/ui/form.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { isPausable, isResumable, isUnstarted } from "#lib/domain/campaign-rules.ts";
import type { CampaignState } from "#lib/domain/states.ts";
import { reachText } from "./account-reach.ts";
import type { ComposerAccount } from "./composer-panel.tsx";
import { peopleText } from "./draft.ts";

type UnstartedControlsProps = {
  account: ComposerAccount;
  campaign: { id: string; name: string; state: CampaignState; revision: string; launchedAt: Date | null };
  /** People who would get it now. */
  messages: number;
  /** Whether its start is still to come: otherwise it can only be started by hand. */
  ahead: boolean;
  actions: Record<"start" | "pause" | "resume" | "unschedule" | "cancel", FormAction>;
};

export function UnstartedControls({ account, campaign, messages, ahead, actions }: UnstartedControlsProps) {
  const hidden = { account: account.slug, campaign: campaign.id };
  if (!isUnstarted(campaign)) return null;
  return (
    <>
      <ConfirmDialog
        trigger={<Button variant="quiet">Cancel campaign</Button>}
        tone="danger"
        title={`Cancel “${campaign.name}” for good?`}
        consequence="Nobody has got it, and nobody will. A cancelled campaign cannot be started again; making it a draft again keeps everything that was chosen."
        confirmLabel="Cancel the campaign"
        action={actions.cancel}
        hidden={hidden}
      />
      <ActionForm action={actions.unschedule} hidden={hidden} aria-label="Change">
        <SubmitButton variant="secondary">Make it a draft again</SubmitButton>
      </ActionForm>
      {isPausable(campaign.state) && (
        <ActionForm action={actions.pause} hidden={hidden} aria-label="Pause">
          <SubmitButton variant="secondary" icon={<Pause />}>
            Pause
          </SubmitButton>
        </ActionForm>
      )}
      {isResumable(campaign.state) && ahead && (
        <ActionForm action={actions.resume} hidden={hidden} aria-label="Resume">
          <SubmitButton icon={<Play />}>Wait for its start again</SubmitButton>
        </ActionForm>
      )}
      {messages > 0 && (
        <ConfirmDialog
          trigger={<Button variant={ahead ? "secondary" : "primary"}>Start now</Button>}
          title={`Start “${campaign.name}” for ${peopleText(messages)} now?`}
          consequence={`${reachText(account)} You can pause at any moment; what has left stays sent.`}
          confirmLabel={`Send to ${peopleText(messages)}`}
          action={actions.start}
          hidden={{ ...hidden, confirmed: String(messages), revision: campaign.revision }}
        />
      )}
    </>
  );
}
