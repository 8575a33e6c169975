/** Last step: everything at a glance, and the launch. */
import type { Metadata } from "next";
import { Composer } from "#components/campaigns/composer.tsx";
import { LaunchButton } from "#components/campaigns/launch-button.tsx";
import { LaunchProblems, WhenDone, WhoGetsIt } from "#components/campaigns/launch-review.tsx";
import { MappingList } from "#components/campaigns/mapping-list.tsx";
import { RetryChoice } from "#components/campaigns/retry-choice.tsx";
import { StepBar } from "#components/patterns/steps-page.tsx";
import { Section } from "#components/frame/section.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { requireRole } from "#lib/auth/require-role.ts";
import { pool } from "#lib/db/connection.ts";
import type { CampaignDetail } from "#lib/db/find-campaign.ts";
import { countAudience } from "#lib/db/freeze-audience.ts";
import { listSenderLoads } from "#lib/db/review-campaign.ts";
import { CAMPAIGN_LIFE_HOURS } from "#lib/domain/campaign-rules.ts";
import { launchForecast } from "#lib/domain/launch-forecast.ts";
import type { AccountKind } from "#lib/domain/states.ts";
import { mappingFor } from "#lib/domain/variable-mapping.ts";
import { chooseRetries, discard, launch, rename } from "../actions.ts";
import { readDraft } from "../read-draft.ts";

export const metadata: Metadata = { title: "Review" };

type StepPageProps = { params: Promise<{ account: string; campaign: string }> };

export default async function ReviewStep({ params }: StepPageProps) {
  const { account: slug, campaign } = await params;
  const { account } = await requireRole(slug, "marketer");
  const composing = await readDraft(account, campaign);
  const { draft, problems } = composing;
  const [counts, loads] = await Promise.all([countOf(account, draft), listSenderLoads(pool(), account.id, draft.senders)]);
  const messages = counts?.queued ?? 0;
  const forecast = launchForecast(loads, messages);
  const doneAt = Number.isFinite(forecast.seconds) ? new Date(Date.now() + forecast.seconds * 1000) : null;
  const tooLong = Number.isFinite(forecast.seconds) && forecast.seconds > CAMPAIGN_LIFE_HOURS * 3600;
  const ready = problems.length === 0 && messages > 0 && doneAt !== null && !tooLong;
  const compose = `/${account.slug}/campaigns/${campaign}/compose`;
  return (
    <Composer account={account} {...composing} step="review" rename={rename} discard={discard}>
      {problems.length > 0 && <LaunchProblems problems={problems} path={compose} />}
      {counts && <WhoGetsIt counts={counts} />}
      {counts && <WhenDone forecast={forecast} senders={draft.senders} messages={messages} doneAt={doneAt} />}
      {tooLong && (
        <Notice tone="warning" title={`This would take longer than ${CAMPAIGN_LIFE_HOURS} hours`}>
          A message is not wanted any more after that. Add senders, split the list, or wait until its senders have less to send.
        </Notice>
      )}
      {draft.template && draft.template.variables.length > 0 && (
        <Section title="What fills the variables">
          <MappingList variables={draft.template.variables} mapping={draft.mapping} />
        </Section>
      )}
      {draft.template?.category === "marketing" && <RetryChoice account={account.slug} campaign={draft.id} chosen={draft.retryMarketing} keep={chooseRetries} />}
      <StepBar back={<ButtonLink variant="quiet" href={`${compose}/personalise`}>Back</ButtonLink>} note={!ready && <span id="not-ready">{problems.length > 0 ? "Mend what is missing first." : tooLong ? "It would not end in time." : "Nobody would get it."}</span>}>
        {ready ? (
          <LaunchButton account={account} draft={draft} messages={messages} seconds={forecast.seconds} doneAt={doneAt} launch={launch} />
        ) : (
          <Button variant="primary" disabled aria-describedby="not-ready">
            Send
          </Button>
        )}
      </StepBar>
    </Composer>
  );
}

/** What a launch would write now; null while template or list are missing. */
async function countOf(account: { id: string; kind: AccountKind }, { template, list, mapping }: CampaignDetail) {
  if (!template || !list) return null;
  return countAudience(pool(), { accountId: account.id, accountKind: account.kind, listId: list.id, category: template.category, mapping: mappingFor(template.variables, mapping) });
}
