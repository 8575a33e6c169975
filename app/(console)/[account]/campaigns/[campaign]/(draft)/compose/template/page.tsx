/** First step: which approved template goes out. */
import type { Metadata } from "next";
import Form from "next/form";
import { Composer } from "#components/campaigns/composer.tsx";
import { KeepAsChosen } from "#components/campaigns/keep-as-chosen.tsx";
import { TemplateChoices } from "#components/campaigns/template-choices.tsx";
import { StepBar } from "#components/patterns/steps-page.tsx";
import { Section } from "#components/frame/section.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Field } from "#components/ui/field.tsx";
import { ActionForm } from "#components/ui/form.tsx";
import { TextInput } from "#components/ui/inputs.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import { Pagination } from "#components/ui/pagination.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { requireRight } from "#lib/auth/require-right.ts";
import { pool } from "#lib/db/connection.ts";
import { listTemplateChoices, TEMPLATE_CHOICE_PAGE_SIZE } from "#lib/db/list-template-choices.ts";
import { isUuid } from "#lib/domain/ids.ts";
import { addressOf, neighbours, pageNumber, searchText, type SearchParams } from "#lib/forms/search-params.ts";
import { chooseTemplate, discard, rename } from "../actions.ts";
import { readDraft } from "../read-draft.ts";

export const metadata: Metadata = { title: "Choose a template" };

type StepPageProps = { params: Promise<{ account: string; campaign: string }>; searchParams: Promise<SearchParams> };

export default async function TemplateStep({ params, searchParams }: StepPageProps) {
  const { account: slug, campaign } = await params;
  const { account } = await requireRight(slug, "campaign.compose");
  const composing = await readDraft(account, campaign);
  const search = await searchParams;
  const query = { search: searchText(search.q), page: pageNumber(search.page), chosen: composing.draft.template?.id ?? (isUuid(search.template) ? search.template : null) };
  const { templates, total } = await listTemplateChoices(pool(), account.id, query);
  const path = `/${account.slug}/campaigns/${campaign}/compose/template`;
  const address = (page: number) => addressOf(path, { q: query.search, page });
  return (
    <Composer account={account} {...composing} step="template" rename={rename} discard={discard}>
      <Section title="Which template?" summary="A campaign speaks first, so WhatsApp only takes what it has approved.">
        <Form action={path} role="search" aria-label="Templates" className="mb-3 flex items-center gap-2">
          <TextInput type="search" name="q" key={query.search} defaultValue={query.search} placeholder="Name or text" aria-label="Name or text contains" className="max-w-72" />
          <Button type="submit" className="h-9">
            Search
          </Button>
          {query.search && <TextLink href={path}>Clear</TextLink>}
        </Form>
        <KeepAsChosen keep={chooseTemplate}>
          <ActionForm action={chooseTemplate} hidden={{ account: account.slug, campaign, ...(query.chosen && { template: query.chosen }) }} aria-label="Template" className="gap-0!">
            <Field name="template" label={<span className="sr-only">Template</span>} group>
              {templates.length === 0 ? <NothingHere path={path} search={query.search} templatesPath={`/${account.slug}/templates`} /> : <TemplateChoices templates={templates} chosen={query.chosen} />}
            </Field>
            {query.search && templates.length === 1 && templates[0]?.id === query.chosen && <p className="px-3 py-2 text-ink-soft wrap-anywhere">Nothing else has “{query.search}” in its name or text.</p>}
            {total > TEMPLATE_CHOICE_PAGE_SIZE && (
              <Pagination {...neighbours(query.page, { total, size: TEMPLATE_CHOICE_PAGE_SIZE }, address)}>
                {formatNumber(templates.length)} of {formatNumber(total)} templates
              </Pagination>
            )}
            <StepBar>
              <SubmitButton name="next" value="audience">
                Continue to the audience
              </SubmitButton>
            </StepBar>
          </ActionForm>
        </KeepAsChosen>
      </Section>
    </Composer>
  );
}

function NothingHere({ path, search, templatesPath }: { path: string; search: string; templatesPath: string }) {
  if (search) {
    return (
      <Empty kind="nothing-matches" title={`No template has “${search}” in its name or text`} action={<ButtonLink href={path}>Show all templates</ButtonLink>} />
    );
  }
  return (
    <Empty kind="nothing-yet" title="No templates yet" action={<ButtonLink href={templatesPath}>See how templates get here</ButtonLink>}>
      Templates are made in Twilio and approved by WhatsApp.
    </Empty>
  );
}
