/** Second step: who gets it, and from which senders. */
import type { Metadata } from "next";
import { AudienceChoices } from "#components/campaigns/audience-choices.tsx";
import { Composer } from "#components/campaigns/composer.tsx";
import { KeepAsChosen } from "#components/campaigns/keep-as-chosen.tsx";
import { SenderChoices } from "#components/campaigns/sender-choices.tsx";
import { StepBar } from "#components/patterns/steps-page.tsx";
import { Section } from "#components/frame/section.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Field } from "#components/ui/field.tsx";
import { ActionForm } from "#components/ui/form.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import { Pagination } from "#components/ui/pagination.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { requireRight } from "#lib/auth/require-right.ts";
import { pool } from "#lib/db/connection.ts";
import { AUDIENCE_CHOICE_PAGE_SIZE, AUDIENCE_COUNT_MAX, listAudienceChoices } from "#lib/db/list-audience-choices.ts";
import { listSenderChoices } from "#lib/db/list-senders.ts";
import { addressOf, neighbours, pageNumber, type SearchParams } from "#lib/forms/search-params.ts";
import { chooseAudience, discard, rename } from "../actions.ts";
import { readDraft } from "../read-draft.ts";

export const metadata: Metadata = { title: "Choose the audience" };

type StepPageProps = { params: Promise<{ account: string; campaign: string }>; searchParams: Promise<SearchParams> };

export default async function AudienceStep({ params, searchParams }: StepPageProps) {
  const { account: slug, campaign } = await params;
  const { account } = await requireRight(slug, "campaign.compose");
  const composing = await readDraft(account, campaign);
  const { draft } = composing;
  const page = pageNumber((await searchParams).page);
  const [{ lists, total }, senders] = await Promise.all([listAudienceChoices(pool(), account.id, { page, chosen: draft.list?.id ?? null }), listSenderChoices(pool(), account.id)]);
  const compose = `/${account.slug}/campaigns/${campaign}/compose`;
  const importPath = `/${account.slug}/audience`;
  return (
    <Composer account={account} {...composing} step="audience" rename={rename} discard={discard}>
      <KeepAsChosen keep={chooseAudience}>
        <ActionForm action={chooseAudience} hidden={{ account: account.slug, campaign, ...(draft.list && { list: draft.list.id }) }} aria-label="Audience" className="gap-8!">
          <Section title="Who gets it?" summary="Who is on the list is fixed when the campaign is launched, not before." action={lists.length > 0 && <TextLink href={importPath}>Import a list</TextLink>}>
            <Field name="list" label={<span className="sr-only">List</span>} group>
              {lists.length === 0 ? <NoLists importPath={importPath} /> : <AudienceChoices lists={lists} chosen={draft.list?.id ?? null} kind={account.kind} countMax={AUDIENCE_COUNT_MAX} />}
            </Field>
            {total > AUDIENCE_CHOICE_PAGE_SIZE && (
              <Pagination {...neighbours(page, { total, size: AUDIENCE_CHOICE_PAGE_SIZE }, (number) => addressOf(`${compose}/audience`, { page: number }))}>
                {formatNumber(lists.length)} of {formatNumber(total)} lists
              </Pagination>
            )}
          </Section>
          <Section title="From which senders?" summary="Several share the list in proportion to their rates. Nobody is written to from two of them.">
            <SenderChoices senders={senders} chosen={draft.senders.map((sender) => sender.id)} />
          </Section>
          <StepBar back={<ButtonLink variant="quiet" href={`${compose}/template`}>Back</ButtonLink>}>
            <SubmitButton name="next" value="personalise">
              Continue to personalise
            </SubmitButton>
          </StepBar>
        </ActionForm>
      </KeepAsChosen>
    </Composer>
  );
}

function NoLists({ importPath }: { importPath: string }) {
  return (
    <Empty kind="nothing-yet" title="No lists yet" action={<ButtonLink href={importPath}>Import a list</ButtonLink>}>
      A list comes from a file with one person per line. This draft stays as it is meanwhile.
    </Empty>
  );
}
