/** The frame of the composer: the steps above, the work at the left, what stays in view at the right. */
import type { ReactNode } from "react";
import { StepsPage } from "#components/patterns/steps-page.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { TextInput } from "#components/ui/inputs.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import { wallInWords } from "#lib/domain/campaign-start.ts";
import { clockOf } from "#lib/domain/local-hours.ts";
import type { LaunchProblem } from "#lib/domain/campaign-rules.ts";
import { mappingFor } from "#lib/domain/variable-mapping.ts";
import { CampaignBadge } from "./campaign-look.tsx";
import { ComposerPanel, type ComposerAccount } from "./composer-panel.tsx";
import { peopleText, stepOf, STEPS, type Draft, type Step } from "./draft.ts";
import { MessageStage, type StagedPerson } from "./message-stage.tsx";
import { StepLinks, type StepLink } from "./step-links.tsx";

export type ComposerProps = {
  account: ComposerAccount;
  draft: Draft;
  step: Step;
  problems: LaunchProblem[];
  /** People of the list. */
  people: number;
  samples: StagedPerson[];
  rename: FormAction;
  discard: FormAction;
  children: ReactNode;
};

export function Composer({ account, draft, step, problems, people, samples, rename, discard, children }: ComposerProps) {
  const path = `/${account.slug}/campaigns`;
  const hidden = { account: account.slug, campaign: draft.id };
  return (
    <MessageStage template={draft.template} people={samples} mapping={draft.mapping}>
      <StepsPage
        crumbs={[{ href: path, label: "Campaigns" }]}
        title={<bdi>{draft.name}</bdi>}
        badge={<CampaignBadge state="draft" />}
        secondary={
          <>
            <ConfirmDialog trigger={<Button variant="quiet">Rename</Button>} title="Rename this campaign" consequence="Only your team sees the name." confirmLabel="Save the name" action={rename} hidden={hidden}>
              <Field name="name" label="Name">
                <TextInput defaultValue={draft.name} />
              </Field>
            </ConfirmDialog>
            <ConfirmDialog
              trigger={<Button variant="quiet">Discard draft</Button>}
              tone="danger"
              title={`Discard “${draft.name}”?`}
              consequence="Nothing was sent from it. What was chosen for it is gone; the list and the template stay."
              confirmLabel="Discard the draft"
              action={discard}
              hidden={hidden}
            />
          </>
        }
        steps={<StepLinks steps={stepLinks({ path: `${path}/${draft.id}/compose`, draft, problems, people })} current={step} />}
        panel={<ComposerPanel account={account} draft={draft} people={people} />}
      >
        {children}
      </StepsPage>
    </MessageStage>
  );
}

function stepLinks({ path, draft, problems, people }: { path: string; draft: Draft; problems: LaunchProblem[]; people: number }): StepLink[] {
  const chosen: Record<Step, string | null> = {
    template: draft.template?.name ?? null,
    audience: draft.list ? `${peopleText(people)}, ${draft.list.name}` : null,
    personalise: draft.template && variablesText(draft),
    schedule: scheduleText(draft),
    review: problems.length === 0 ? (draft.start ? "Ready to schedule" : "Ready to send") : `${formatNumber(problems.length)} ${problems.length === 1 ? "thing" : "things"} to mend`,
  };
  return STEPS.map((step) => ({ step, href: `${path}/${step}`, chosen: chosen[step], state: stateOf(step, chosen[step], problems) }));
}

/** What was never touched is open; what was chosen and does not hold is a problem. */
function stateOf(step: Step, chosen: string | null, problems: LaunchProblem[]): StepLink["state"] {
  if (step === "review") return "open";
  const own = problems.filter((problem) => stepOf(problem) === step);
  if (own.length === 0) return chosen === null ? "open" : "done";
  return own.every((problem) => UNTOUCHED.includes(problem.kind)) ? "open" : "problem";
}

const UNTOUCHED: LaunchProblem["kind"][] = ["no-template", "no-list", "variables-unmapped"];

function scheduleText({ start, hours }: Draft): string {
  const when = start ? wallInWords(start.wall) : "As soon as it is launched";
  return hours ? `${when}, ${clockOf(hours.from)}–${clockOf(hours.until)} there` : when;
}

function variablesText({ template, mapping }: Draft): string {
  const all = template?.variables.length ?? 0;
  if (all === 0) return "No variables";
  return `${Object.keys(mappingFor(template?.variables ?? [], mapping)).length} of ${all} ${all === 1 ? "variable" : "variables"}`;
}
