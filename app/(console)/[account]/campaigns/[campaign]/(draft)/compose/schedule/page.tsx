/** Fourth step: when it starts, and at which hours people are written to. */
import type { Metadata } from "next";
import { Composer } from "#components/campaigns/composer.tsx";
import { KeepAsChosen } from "#components/campaigns/keep-as-chosen.tsx";
import { HoursFields, StartFields } from "#components/campaigns/schedule-fields.tsx";
import { Section } from "#components/frame/section.tsx";
import { StepBar } from "#components/patterns/steps-page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { ActionForm } from "#components/ui/form.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { requireRight } from "#lib/auth/require-right.ts";
import { zoneColumnIn } from "#lib/domain/local-hours.ts";
import { chooseSchedule, discard, rename } from "../actions.ts";
import { readDraft } from "../read-draft.ts";

export const metadata: Metadata = { title: "Schedule" };

type StepPageProps = { params: Promise<{ account: string; campaign: string }> };

export default async function ScheduleStep({ params }: StepPageProps) {
  const { account: slug, campaign } = await params;
  const { account } = await requireRight(slug, "campaign.compose");
  const composing = await readDraft(account, campaign);
  const { start, hours, list } = composing.draft;
  return (
    <Composer account={account} {...composing} step="schedule" rename={rename} discard={discard}>
      <KeepAsChosen keep={chooseSchedule}>
        <ActionForm action={chooseSchedule} hidden={{ account: account.slug, campaign }} aria-label="Schedule" className="gap-8!">
          <Section title="When does it start?">
            <StartFields start={start} />
          </Section>
          <Section title="At which hours are people written to?">
            <HoursFields hours={hours} zoneColumn={zoneColumnIn(list?.columns ?? [])} />
          </Section>
          <StepBar back={<ButtonLink variant="quiet" href={`/${account.slug}/campaigns/${campaign}/compose/personalise`}>Back</ButtonLink>}>
            <SubmitButton name="next" value="review">
              Continue to the review
            </SubmitButton>
          </StepBar>
        </ActionForm>
      </KeepAsChosen>
    </Composer>
  );
}
