/** Last step: everything at a glance, and the launch. */
import type { Metadata } from "next";
import { Composer } from "#components/campaigns/composer.tsx";
import { CanaryChoice } from "#components/campaigns/canary-choice.tsx";
import { StartText } from "#components/campaigns/schedule-button.tsx";
import { WaveTable } from "#components/campaigns/wave-table.tsx";
import { LaunchProblems, WhenDone, WhoGetsIt } from "#components/campaigns/launch-review.tsx";
import { peopleText } from "#components/campaigns/draft.ts";
import { QueueChart } from "#components/campaigns/queue-chart.tsx";
import { MappingList } from "#components/campaigns/mapping-list.tsx";
import { RetryChoice } from "#components/campaigns/retry-choice.tsx";
import { WaitsForApproval, WasDeclined } from "#components/campaigns/second-person.tsx";
import { StepBar } from "#components/patterns/steps-page.tsx";
import { Section } from "#components/frame/section.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { requireRight } from "#lib/auth/require-right.ts";
import { approveAboveOf } from "#lib/db/account-policy.ts";
import { pool } from "#lib/db/connection.ts";
import { findLaunchRequest } from "#lib/db/launch-requests.ts";
import { CAMPAIGN_LIFE_HOURS, WAVES_LIFE_HOURS, type LaunchProblem } from "#lib/domain/campaign-rules.ts";
import { barredFrom } from "#lib/domain/launch-bounds.ts";
import { chooseCanary, chooseRetries, discard, rename } from "../actions.ts";
import { barredSentence } from "../../../explain-launch.ts";
import { readDraft } from "../read-draft.ts";
import { approve, decline, takeBack } from "./actions.ts";
import { LaunchBar } from "./launch-bar.tsx";
import { readReview } from "./read-review.ts";

export const metadata: Metadata = { title: "Review" };

type StepPageProps = { params: Promise<{ account: string; campaign: string }> };

export default async function ReviewStep({ params }: StepPageProps) {
  const { account: slug, campaign } = await params;
  const { person, account, rights, recipientsMax } = await requireRight(slug, "campaign.compose");
  const composing = await readDraft(account, campaign);
  const { draft } = composing;
  const [{ counts, forecast, from, plan }, approveAbove, asked] = await Promise.all([readReview(account, draft), approveAboveOf(pool(), account.id), findLaunchRequest(pool(), { accountId: account.id, campaignId: draft.id })]);
  const impossible: LaunchProblem[] = plan && plan.impossible.length > 0 ? [{ kind: "hours-impossible", countries: plan.impossible }] : [];
  const problems = [...composing.problems, ...impossible];
  const lifeHours = draft.hours ? WAVES_LIFE_HOURS : CAMPAIGN_LIFE_HOURS;
  const messages = counts?.queued ?? 0;
  const doneAt = Number.isFinite(forecast.seconds) ? new Date(from.getTime() + forecast.seconds * 1000) : null;
  const tooLong = Number.isFinite(forecast.seconds) && forecast.seconds > lifeHours * 3600;
  const ready = problems.length === 0 && messages > 0 && doneAt !== null && !tooLong;
  const barred = barredHere(messages, { mayLaunch: rights.has("campaign.launch"), recipientsMax, approveAbove });
  const request = asked.open && { ...asked.open, isYours: asked.open.requestedById === person.id, outdated: asked.open.revision !== draft.revision };
  const toAnswer = request !== null && !request.isYours && !request.outdated && rights.has("campaign.approve");
  const compose = `/${account.slug}/campaigns/${campaign}/compose`;
  const hindrance = problems.length > 0 ? "Mend what is missing first." : tooLong ? "It would not end in time." : !ready ? "Nobody would get it." : toAnswer ? "Answer above." : barred && (request ? barred : `${barred} A second person can approve it.`);
  return (
    <Composer account={account} {...composing} step="review" rename={rename} discard={discard}>
      {request && <WaitsForApproval account={account} draft={draft} request={request} {...answersTo(request, rights.has("campaign.approve"))} />}
      {asked.declined && !asked.declined.takenBack && <WasDeclined declined={asked.declined} />}
      {problems.length > 0 && <LaunchProblems problems={problems} path={compose} />}
      {draft.start && (
        <Section title="When it starts">
          <p>
            <StartText start={draft.start} />
          </p>
        </Section>
      )}
      {counts && <WhoGetsIt counts={counts} when={draft.start ? "start" : "launch"} />}
      {counts && <WhenDone forecast={forecast} senders={draft.senders} messages={messages} doneAt={doneAt} when={draft.start ? "start" : "launch"} />}
      {plan && <WaveTable hours={plan.hours} waves={plan.waves} now={from} started={false} />}
      {doneAt && messages > 0 && <QueueChart forecast={forecast} senders={draft.senders} startAt={new Date(doneAt.getTime() - forecast.seconds * 1000)} lifeHours={lifeHours} />}
      {tooLong && (
        <Notice tone="warning" title={`This would take longer than ${lifeHours} hours`}>
          A message is not wanted any more after that, and {peopleText(Math.ceil(forecast.late))} would not get it. Add senders, split the list, or wait until its senders have less to send.
        </Notice>
      )}
      {draft.template && draft.template.variables.length > 0 && (
        <Section title="What fills the variables">
          <MappingList variables={draft.template.variables} mapping={draft.mapping} />
        </Section>
      )}
      {draft.template?.category === "marketing" && <RetryChoice account={account.slug} campaign={draft.id} chosen={draft.retryMarketing} keep={chooseRetries} />}
      {messages > 0 && <CanaryChoice account={account.slug} campaign={draft.id} chosen={draft.canarySize} messages={messages} keep={chooseCanary} />}
      <StepBar back={<ButtonLink variant="quiet" href={`${compose}/schedule`}>Back</ButtonLink>} note={hindrance && <span id="not-ready">{hindrance}</span>}>
        <LaunchBar account={account} draft={draft} messages={messages} seconds={forecast.seconds} doneAt={doneAt} offers={!ready || toAnswer ? "nothing" : !barred ? "launch" : request ? "nothing" : "ask"} />
      </StepBar>
    </Composer>
  );
}

/** Why this person cannot launch it alone, or null. */
function barredHere(messages: number, { mayLaunch, ...bounds }: { mayLaunch: boolean; recipientsMax: number | null; approveAbove: number | null }): string | null {
  if (!mayLaunch) return "You may compose here, and not launch.";
  const barred = barredFrom(messages, bounds);
  return barred && barredSentence(barred);
}

/** Whoever asked can take it back; whoever may approve answers. */
function answersTo({ isYours }: { isYours: boolean }, mayApprove: boolean) {
  if (isYours) return { approve: null, decline: takeBack };
  return mayApprove ? { approve, decline } : { approve: null, decline: null };
}
