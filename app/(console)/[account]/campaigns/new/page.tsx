/** A campaign begins with its name; from then on everything that is chosen is kept. */
import type { Metadata } from "next";
import { ComposerPanel } from "#components/campaigns/composer-panel.tsx";
import { StepLinks } from "#components/campaigns/step-links.tsx";
import { STEPS } from "#components/campaigns/draft.ts";
import { Section } from "#components/frame/section.tsx";
import { StepsPage } from "#components/patterns/steps-page.tsx";
import { Field } from "#components/ui/field.tsx";
import { ActionForm } from "#components/ui/form.tsx";
import { TextInput } from "#components/ui/inputs.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { requireRight } from "#lib/auth/require-right.ts";
import { pool } from "#lib/db/connection.ts";
import { listSenderChoices } from "#lib/db/list-senders.ts";
import { isUuid } from "#lib/domain/ids.ts";
import type { SearchParams } from "#lib/forms/search-params.ts";
import { create } from "./actions.ts";

export const metadata: Metadata = { title: "New campaign" };

type NewCampaignPageProps = { params: Promise<{ account: string }>; searchParams: Promise<SearchParams> };

export default async function NewCampaignPage({ params, searchParams }: NewCampaignPageProps) {
  const { account } = await requireRight((await params).account, "campaign.compose");
  const { template } = await searchParams;
  const senders = await listSenderChoices(pool(), account.id);
  const usable = senders.flatMap((sender) => (sender.status === "online" && sender.holdReason === null && sender.mps !== null ? [{ ...sender, mps: sender.mps }] : []));
  const path = `/${account.slug}/campaigns`;
  return (
    <StepsPage
      crumbs={[{ href: path, label: "Campaigns" }]} title="New campaign" summary="Pick a template and a list, say what fills the variables, look at who will get it, then launch."
      steps={<StepLinks current={null} steps={STEPS.map((step) => ({ step, href: null, chosen: null, state: "open" }))} />}
      panel={<ComposerPanel account={account} draft={{ list: null, senders: usable }} people={0} />}
    >
        <Section title="What is it called?">
          <ActionForm action={create} hidden={{ account: account.slug, ...(isUuid(template) && { template }) }} aria-label="New campaign" className="max-w-[480px]">
            <Field name="name" label="Name" help="Only your team sees it.">
              <TextInput autoComplete="off" autoFocus />
            </Field>
            <SubmitButton className="self-start">Continue to the template</SubmitButton>
          </ActionForm>
        </Section>
    </StepsPage>
  );
}
