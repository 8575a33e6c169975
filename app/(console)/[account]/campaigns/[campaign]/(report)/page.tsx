/** One campaign under way or over: how far, how fast, what arrived, and everybody behind the numbers. A draft opens in the composer. */
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { attritionInWords, attritionOf } from "#components/campaigns/attrition.ts";
import { AuditTrail } from "#components/campaigns/audit-trail.tsx";
import { CampaignBadge } from "#components/campaigns/campaign-look.tsx";
import { CampaignControls } from "#components/campaigns/campaign-controls.tsx";
import { CanaryNotice } from "#components/campaigns/canary-notice.tsx";
import { DeliveryOverTime } from "#components/campaigns/delivery-over-time.tsx";
import { FailureList } from "#components/campaigns/failure-list.tsx";
import { MetricCards } from "#components/campaigns/metric-cards.tsx";
import { PoolStanding } from "#components/campaigns/pool-standing.tsx";
import { RecipientSection } from "#components/campaigns/recipient-section.tsx";
import { ReportNotices } from "#components/campaigns/report-notices.tsx";
import { RetryNotice } from "#components/campaigns/retry-notice.tsx";
import { SenderPaces } from "#components/campaigns/sender-paces.tsx";
import { SendingProgress } from "#components/campaigns/sending-progress.tsx";
import { WaveTable } from "#components/campaigns/wave-table.tsx";
import { SentMessage } from "#components/campaigns/sent-message.tsx";
import { Funnel } from "#components/charts/funnel.tsx";
import { PageHeader } from "#components/frame/page-header.tsx";
import { Section } from "#components/frame/section.tsx";
import { ReportPage } from "#components/patterns/report-page.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { LiveRefresh } from "#components/ui/live-refresh.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { requireRight } from "#lib/auth/require-right.ts";
import type { CampaignDetail } from "#lib/db/find-campaign.ts";
import { FAILURES_COUNTED_MAX } from "#lib/db/list-error-uses.ts";
import { waitingOf, type CampaignTotals } from "#lib/domain/campaign-numbers.ts";
import { isDraft } from "#lib/domain/campaign-rules.ts";
import { neighboursByKey } from "#lib/forms/cursor-param.ts";
import { addressOf, type SearchParams } from "#lib/forms/search-params.ts";
import { Part } from "../../../../part.tsx";
import { cancel, pause, resume } from "./actions.ts";
import { askedIn, campaignHere, readFailures, readHistory, readPool, readRecipients, readReport, type Asked } from "./read-report.ts";
import { UnstartedReport } from "./unstarted-report.tsx";

type CampaignPageProps = { params: Promise<{ account: string; campaign: string }>; searchParams: Promise<SearchParams> };
type Report = Awaited<ReturnType<typeof readReport>>;

export async function generateMetadata({ params }: CampaignPageProps): Promise<Metadata> {
  const { account: slug, campaign } = await params;
  const { account } = await requireRight(slug, "account.see");
  return { title: (await campaignHere(account.id, campaign)).name };
}

export default async function CampaignPage({ params, searchParams }: CampaignPageProps) {
  const { account: slug, campaign: id } = await params;
  const { account, rights } = await requireRight(slug, "account.see");
  const campaign = await campaignHere(account.id, id);
  const canSteer = rights.has("campaign.steer");
  const path = `/${account.slug}/campaigns/${campaign.id}`;
  if (isDraft(campaign.state)) return rights.has("campaign.compose") ? redirect(`${path}/compose`) : <StillWritten name={campaign.name} path={`/${account.slug}/campaigns`} />;

  if (campaign.launchedAt === null) return <UnstartedReport access={{ account, rights }} campaign={campaign} />;

  const search = await searchParams;
  const report = await readReport({ account, rights }, campaign);
  const { totals, points, launchedAt, finishedAt, state } = report.numbers;
  const waiting = waitingOf(totals);
  const hrefOf: HrefOf = (show, why = null) => `${addressOf(path, { show: show === "all" ? null : show, why })}#recipients`;
  return (
    <ReportPage
      crumbs={[{ href: `/${account.slug}/campaigns`, label: "Campaigns" }]}
      title={<bdi>{campaign.name}</bdi>}
      badge={<CampaignBadge state={state} />}
      secondary={canSteer && <CampaignControls account={account.slug} campaign={{ id: campaign.id, name: campaign.name, state }} waiting={waiting} accepted={totals.accepted} firstAlone={report.canary?.state === "waiting"} pause={pause} resume={resume} cancel={cancel} />}
      notices={
        <>
          {search.launched === "before" && <LaunchedBefore />}
          <ReportNotices account={account.slug} campaignId={campaign.id} state={state} holdReason={report.holdReason} senders={campaign.senders} waiting={waiting} unknown={totals.unknown} unknownHref={hrefOf("unknown")} expired={totals.expired} />
          <CanaryNotice canary={report.canary} />
          <RetryNotice retries={report.retries} />
        </>
      }
      progress={<Progress report={report} />}
      figures={<MetricCards totals={totals} hrefOf={hrefOf} />}
      side={<SentMessage account={account} campaign={{ ...campaign, launchedAt, finishedAt }} />}
      list={<People access={{ account, rights }} campaign={campaign} totals={totals} asked={askedIn(search)} path={path} hrefOf={hrefOf} />}
    >
      <DeliveryOverTime launchedAt={launchedAt} points={points} totals={totals} over={finishedAt !== null} />
      <SenderPaces account={account.slug} senders={report.senders} running={finishedAt === null} stepSeconds={report.stepSeconds} />
      {campaign.senders.length > 1 && (
        <Part what="how it is shared among its senders" read={() => readPool({ account, rights }, campaign, totals)}>
          {({ senders, moves }) => <PoolStanding senders={campaign.senders} standing={senders} moves={moves} />}
        </Part>
      )}
      {campaign.hours && <WaveTable hours={campaign.hours} waves={report.waves} now={report.numbers.asOf} started />}
      <Funnel
        title="What became of the audience"
        finding={attritionInWords(totals)}
        stages={attritionOf(totals, hrefOf)}
        wholeName="people in the audience"
        leftName="are known to have read it"
        emptyText="Nobody was on the list at the launch."
      />
      {totals.rejected + totals.failed + totals.undelivered > 0 && (
        <Part what="why some failed" read={() => readFailures({ account, rights }, campaign)}>
          {(failures) => <FailureList failures={failures} countedMax={FAILURES_COUNTED_MAX} />}
        </Part>
      )}
    </ReportPage>
  );
}

type HrefOf = (show: string, why?: string | null) => string;
type PeopleProps = { access: Parameters<typeof readRecipients>[0] & { account: { slug: string } }; campaign: CampaignDetail; totals: CampaignTotals; asked: Asked; path: string; hrefOf: HrefOf };

/** Those behind the numbers, and who ordered what. */
function People({ access, campaign, totals, asked, path, hrefOf }: PeopleProps) {
  const decisionsHref = addressOf(`/${access.account.slug}/decisions`, { campaign: campaign.id });
  return (
    <>
      <Part what="the recipients" read={() => readRecipients(access, campaign, asked)}>
        {({ page, showNumbers }) => (
          <RecipientSection
            totals={totals}
            asked={asked}
            page={page}
            showNumbers={showNumbers}
            manySenders={campaign.senders.length > 1}
            hrefOf={hrefOf}
            ways={neighboursByKey(page, path, { show: asked.view === "all" ? null : asked.view, why: asked.reason })}
          />
        )}
      </Part>
      <Part what="the history" read={() => readHistory(access, campaign)}>
        {(lines) => (
          <Section title="History" action={<TextLink href={decisionsHref}>What Drumbeat decided</TextLink>}>
            <AuditTrail lines={lines} />
          </Section>
        )}
      </Part>
    </>
  );
}

function Progress({ report }: { report: Report }) {
  const { numbers, senders, secondsLeft, refreshEveryMs, retries } = report;
  return (
    <>
      <SendingProgress
        {...numbers}
        achieved={senders.reduce((sum, sender) => sum + sender.achieved, 0)}
        configured={senders.reduce((sum, sender) => sum + sender.mps, 0)}
        secondsLeft={secondsLeft}
        refreshEveryMs={refreshEveryMs}
        retries={retries}
      />
      <LiveRefresh active={refreshEveryMs !== null} everyMs={refreshEveryMs ?? undefined} />
    </>
  );
}

function LaunchedBefore() {
  return (
    <Notice role="status" title="It was launched before, in another window or by somebody else">
      There is one launch: nobody was queued twice, and your press sent nothing.
    </Notice>
  );
}

function StillWritten({ name, path }: { name: string; path: string }) {
  return (
    <>
      <PageHeader crumbs={[{ href: path, label: "Campaigns" }]} title={<bdi>{name}</bdi>} badge={<CampaignBadge state="draft" />} />
      <Empty kind="not-allowed" title="This campaign is still being written">
        Its report appears here when a marketer launches it. An admin of the account can give you the right to compose.
      </Empty>
    </>
  );
}
