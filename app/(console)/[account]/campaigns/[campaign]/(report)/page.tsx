/** One campaign under way or over: how far, how fast, what arrived, and everybody behind the numbers. A draft opens in the composer. */
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AudienceParts, leftOutParts } from "#components/campaigns/audience-parts.tsx";
import { AuditTrail } from "#components/campaigns/audit-trail.tsx";
import { CampaignBadge } from "#components/campaigns/campaign-look.tsx";
import { CampaignControls } from "#components/campaigns/campaign-controls.tsx";
import { DeliveryOverTime } from "#components/campaigns/delivery-over-time.tsx";
import { MetricCards } from "#components/campaigns/metric-cards.tsx";
import { RecipientSection } from "#components/campaigns/recipient-section.tsx";
import { ReportNotices } from "#components/campaigns/report-notices.tsx";
import { SenderPaces } from "#components/campaigns/sender-paces.tsx";
import { SendingProgress } from "#components/campaigns/sending-progress.tsx";
import { SentMessage } from "#components/campaigns/sent-message.tsx";
import { PageHeader } from "#components/frame/page-header.tsx";
import { Section, SplitPage } from "#components/frame/section.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { LiveRefresh } from "#components/ui/live-refresh.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { requireRole } from "#lib/auth/require-role.ts";
import { leftOutByReason, waitingOf } from "#lib/domain/campaign-numbers.ts";
import { isLaunchable } from "#lib/domain/campaign-rules.ts";
import { roleIncludes } from "#lib/domain/states.ts";
import { neighboursByKey } from "#lib/forms/cursor-param.ts";
import { addressOf, type SearchParams } from "#lib/forms/search-params.ts";
import { cancel, pause, resume } from "./actions.ts";
import { askedIn, campaignHere, readReport } from "./read-report.ts";

type CampaignPageProps = { params: Promise<{ account: string; campaign: string }>; searchParams: Promise<SearchParams> };
type Report = Awaited<ReturnType<typeof readReport>>;

export async function generateMetadata({ params }: CampaignPageProps): Promise<Metadata> {
  const { account: slug, campaign } = await params;
  const { account } = await requireRole(slug, "analyst");
  return { title: (await campaignHere(account.id, campaign)).name };
}

export default async function CampaignPage({ params, searchParams }: CampaignPageProps) {
  const { account: slug, campaign: id } = await params;
  const { account, role } = await requireRole(slug, "analyst");
  const campaign = await campaignHere(account.id, id);
  const canOrder = roleIncludes(role, "marketer");
  const path = `/${account.slug}/campaigns/${campaign.id}`;
  if (isLaunchable(campaign.state)) return canOrder ? redirect(`${path}/compose`) : <StillWritten name={campaign.name} path={`/${account.slug}/campaigns`} />;

  const search = await searchParams;
  const asked = askedIn(search);
  const report = await readReport({ account, role }, campaign, asked);
  const { totals, points, launchedAt, state } = report.numbers;
  const waiting = waitingOf(totals);
  const hrefOf = (show: string, why: string | null = null) => `${addressOf(path, { show: show === "all" ? null : show, why })}#recipients`;
  return (
    <>
      <PageHeader
        crumbs={[{ href: `/${account.slug}/campaigns`, label: "Campaigns" }]}
        title={<bdi>{campaign.name}</bdi>}
        badge={<CampaignBadge state={state} />}
        secondary={canOrder && <CampaignControls account={account.slug} campaign={{ id: campaign.id, name: campaign.name, state }} waiting={waiting} accepted={totals.accepted} pause={pause} resume={resume} cancel={cancel} />}
      />
      {search.launched === "before" && <LaunchedBefore />}
      <ReportNotices account={account.slug} state={state} senders={campaign.senders} waiting={waiting} unknown={totals.unknown} unknownHref={hrefOf("unknown")} expired={totals.expired} />
      <Progress report={report} />
      <MetricCards totals={totals} hrefOf={hrefOf} />
      <SplitPage side={<SentMessage account={account} campaign={{ ...campaign, launchedAt, finishedAt: report.numbers.finishedAt }} />}>
        <DeliveryOverTime launchedAt={launchedAt} points={points} totals={totals} over={report.numbers.finishedAt !== null} />
        <SenderPaces account={account.slug} senders={report.senders} running={report.numbers.finishedAt === null} stepSeconds={report.stepSeconds} />
        <Section title="What became of the audience" summary="Everybody on the list at the moment of the launch.">
          <AudienceParts label="What became of the audience" parts={partsOf(report, hrefOf)} whole={{ name: "In the audience", people: totals.audience }} />
        </Section>
      </SplitPage>
      <RecipientSection
        totals={totals}
        asked={asked}
        page={report.recipients}
        showNumbers={report.showNumbers}
        manySenders={campaign.senders.length > 1}
        hrefOf={hrefOf}
        ways={neighboursByKey(report.recipients, path, { show: asked.view === "all" ? null : asked.view, why: asked.reason })}
      />
      <Section title="History">
        <AuditTrail lines={report.audit} />
      </Section>
      <LiveRefresh active={report.refreshEveryMs !== null} everyMs={report.refreshEveryMs ?? undefined} />
    </>
  );
}

function Progress({ report }: { report: Report }) {
  const { numbers, senders, secondsLeft, refreshEveryMs } = report;
  return (
    <SendingProgress
      {...numbers}
      achieved={senders.reduce((sum, sender) => sum + sender.achieved, 0)}
      configured={senders.reduce((sum, sender) => sum + sender.mps, 0)}
      secondsLeft={secondsLeft}
      refreshEveryMs={refreshEveryMs}
    />
  );
}

/** Those for whom a message was queued, and the others by reason: all of the audience, once each. */
function partsOf({ numbers: { totals } }: Report, hrefOf: (show: string, why?: string | null) => string) {
  const leftOut = leftOutByReason(totals);
  return [
    { key: "queued", name: "A message was queued for them", people: totals.queued - totals.suppressedSince, color: "chart-1" as const },
    ...leftOutParts(leftOut, (reason) => hrefOf("left-out", reason)),
  ];
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
