/** Third step: what fills each variable. */
import type { Metadata } from "next";
import { Composer } from "#components/campaigns/composer.tsx";
import { KeepAsChosen } from "#components/campaigns/keep-as-chosen.tsx";
import { VariableFields } from "#components/campaigns/variable-fields.tsx";
import { StepBar } from "#components/patterns/steps-page.tsx";
import { Section } from "#components/frame/section.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { ActionForm } from "#components/ui/form.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { requireRight } from "#lib/auth/require-right.ts";
import { pool } from "#lib/db/connection.ts";
import { countEmptyCells } from "#lib/db/review-campaign.ts";
import { columnsIn, mappingFor } from "#lib/domain/variable-mapping.ts";
import { discard, mapVariables, rename } from "../actions.ts";
import { readDraft } from "../read-draft.ts";

export const metadata: Metadata = { title: "Personalise" };

type StepPageProps = { params: Promise<{ account: string; campaign: string }> };

export default async function PersonaliseStep({ params }: StepPageProps) {
  const { account: slug, campaign } = await params;
  const { account } = await requireRight(slug, "campaign.compose");
  const composing = await readDraft(account, campaign);
  const { template, list, mapping } = composing.draft;
  const variables = template?.variables ?? [];
  const used = mappingFor(variables, mapping);
  const empty = list ? await countEmptyCells(pool(), { accountId: account.id, listId: list.id }, columnsIn(used)) : {};
  const compose = `/${account.slug}/campaigns/${campaign}/compose`;
  const key = `${template?.id} ${list?.id}`;
  return (
    <Composer account={account} {...composing} step="personalise" rename={rename} discard={discard}>
      <Section title="What fills the variables?" summary={variables.length > 0 ? "Each person’s message is written when the campaign is launched. Twilio gets every value: its samples are never sent." : undefined}>
        {!template && <Empty kind="waiting" title="The template comes first" action={<ButtonLink href={`${compose}/template`}>Choose a template</ButtonLink>}>Its variables appear here.</Empty>}
        {template && (
          <KeepAsChosen keep={mapVariables}>
            <ActionForm key={key} action={mapVariables} hidden={{ account: account.slug, campaign }} aria-label="Variables" className="gap-0!">
              {variables.length === 0 ? (
                <p className="max-w-[70ch] border-t border-line py-4 text-ink-soft">{template.name} has no variables: everybody gets the same text.</p>
              ) : (
                <VariableFields variables={variables} list={list} mapping={used} empty={empty} />
              )}
              {variables.length > 0 && !list && <p className="pb-4 text-ink-soft">Choose a list first to fill variables from its columns.</p>}
              <StepBar back={<ButtonLink variant="quiet" href={`${compose}/audience`}>Back</ButtonLink>}>
                <SubmitButton name="next" value="schedule">
                  Continue to the schedule
                </SubmitButton>
              </StepBar>
            </ActionForm>
          </KeepAsChosen>
        )}
      </Section>
    </Composer>
  );
}
