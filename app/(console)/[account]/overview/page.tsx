/** What is running, what came back, and how fast each sender goes; or the way to a first campaign. */
import type { Metadata } from "next";
import { PageHeader } from "#components/frame/page-header.tsx";
import { Section, SplitPage } from "#components/frame/section.tsx";
import { ActiveCampaigns } from "#components/overview/active-campaigns.tsx";
import { DeliveryChart } from "#components/overview/delivery-chart.tsx";
import { FirstSteps, type Step } from "#components/overview/first-steps.tsx";
import { SenderRates } from "#components/overview/sender-rates.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { LiveRefresh } from "#components/ui/live-refresh.tsx";
import { Figure, Figures } from "#components/ui/number-text.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { requireRole } from "#lib/auth/require-role.ts";
import { pool } from "#lib/db/connection.ts";
import { listSenders, type Sender } from "#lib/db/list-senders.ts";
import { RATE_WINDOW_SECONDS } from "#lib/db/recent-rate.ts";
import { findFirstSteps, listActiveCampaigns, listDeliverySteps, sumDelivery, type ActiveCampaign, type DeliveryNumbers, type FirstSteps as StepsDone } from "#lib/db/overview.ts";
import { roleIncludes } from "#lib/domain/states.ts";

const DAY_HOURS = 24;
const CHART = { hours: 6, stepMinutes: 1 };

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage({ params }: { params: Promise<{ account: string }> }) {
  const { account, role } = await requireRole((await params).account, "analyst");
  const db = pool();
  const [done, active, day, minutes, { senders, total }] = await Promise.all([
    findFirstSteps(db, account.id),
    listActiveCampaigns(db, account.id),
    sumDelivery(db, account.id, DAY_HOURS),
    listDeliverySteps(db, account.id, CHART),
    listSenders(db, account.id, 1),
  ]);
  const canAct = roleIncludes(role, "marketer");
  const path = `/${account.slug}`;
  return (
    <>
      <PageHeader
        title="Overview"
        primary={
          canAct &&
          done.launched && (
            <ButtonLink variant="primary" href={`${path}/campaigns/new`}>
              New campaign
            </ButtonLink>
          )
        }
      />
      {!done.launched && (
        <Section title="Three steps to the first campaign">
          <FirstSteps steps={stepsOf(path, done)} canAct={canAct} />
        </Section>
      )}
      {done.launched && <DayFigures path={path} day={day} />}
      {done.launched ? (
        <SplitPage side={<SendersNow path={path} account={account.slug} senders={senders} total={total} />}>
          <RunningNow path={path} account={account.slug} {...active} />
          <DeliveryChart minutes={minutes} />
        </SplitPage>
      ) : (
        <SendersNow path={path} account={account.slug} senders={senders} total={total} />
      )}
      <LiveRefresh active={active.campaigns.some((campaign) => campaign.state === "running") || senders.some((sender) => sender.achieved > 0)} />
    </>
  );
}

/** Each number on its own: none of them is a part of the one before it, but for `read`, and no two are added up. */
function DayFigures({ path, day }: { path: string; day: DeliveryNumbers }) {
  const href = `${path}/campaigns`;
  return (
    <Section title="Last 24 hours">
      <Figures>
        <Figure label="Accepted" value={day.accepted} detail="taken by Twilio" href={href} />
        <Figure label="Delivered" value={day.delivered} detail="reached the phone" href={href} />
        <Figure label="Read" value={day.read} detail="of those delivered" href={href} />
        <Figure label="Failed" value={Math.max(0, day.failed)} detail="taken, did not arrive" href={href} />
        {day.rejected > 0 && <Figure label="Refused" value={day.rejected} detail="not taken by Twilio" href={href} />}
        {day.unknown > 0 && <Figure label="Unknown" value={day.unknown} detail="may have been sent" href={href} />}
      </Figures>
    </Section>
  );
}

function RunningNow({ path, account, campaigns, total }: { path: string; account: string; campaigns: ActiveCampaign[]; total: number }) {
  return (
    <Section title="Under way" action={<TextLink href={`${path}/campaigns`}>{total > campaigns.length ? `All ${total} of them` : "All campaigns"}</TextLink>}>
      {campaigns.length === 0 ? <p className="border-y border-line py-5 text-ink-soft">No campaign is running, paused or held.</p> : <ActiveCampaigns account={account} campaigns={campaigns} />}
    </Section>
  );
}

function SendersNow({ path, account, senders, total }: { path: string; account: string; senders: Sender[]; total: number }) {
  return (
    <Section title="Senders" summary={`Sent per second, over the last ${RATE_WINDOW_SECONDS} seconds at most`} action={total > senders.length && <TextLink href={`${path}/senders`}>All {total}</TextLink>}>
      {senders.length === 0 ? <p className="border-y border-line py-5 text-ink-soft">This account has no sender yet.</p> : <SenderRates account={account} senders={senders} />}
    </Section>
  );
}

function stepsOf(path: string, done: StepsDone): Step[] {
  return [
    { title: "Import contacts", text: "A CSV file of people who agreed to be written to. You see line by line what was taken and what was not.", done: done.contacts, href: `${path}/audience`, action: "Import contacts" },
    { title: "Pick a template", text: done.usableTemplate ? "WhatsApp has approved templates of this account. Look at them and choose one." : "WhatsApp approves what a business may say first. This account has no approved template yet.", done: done.usableTemplate, href: `${path}/templates?status=approved`, action: done.usableTemplate ? "See templates" : "See why there is none" },
    { title: "Launch", text: "Fill the template from your columns, see who will get it and when it will be done, and send.", done: done.launched, href: `${path}/campaigns/new`, action: "Start a campaign" },
  ];
}
