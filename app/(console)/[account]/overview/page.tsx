/** What needs somebody, what is running, what came back, and how fast each sender goes; or the way to a first campaign. */
import type { Metadata } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Section } from "#components/frame/section.tsx";
import { ActiveCampaigns } from "#components/overview/active-campaigns.tsx";
import { AttentionList } from "#components/overview/attention-list.tsx";
import { DayFigures } from "#components/overview/day-figures.tsx";
import { DeliveryChart } from "#components/overview/delivery-chart.tsx";
import { FirstSteps, type Step } from "#components/overview/first-steps.tsx";
import { ReadHours } from "#components/overview/read-hours.tsx";
import { SenderRates } from "#components/overview/sender-rates.tsx";
import { AccountHolds } from "#components/senders/account-holds.tsx";
import { ReportPage } from "#components/patterns/report-page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { LiveRefresh } from "#components/ui/live-refresh.tsx";
import { ZONE_COOKIE, zoneFrom } from "#components/ui/zone-cookie.ts";
import { TextLink } from "#components/ui/text-link.tsx";
import { requireRight } from "#lib/auth/require-right.ts";
import { pool } from "#lib/db/connection.ts";
import { findEngineState } from "#lib/db/find-engine-state.ts";
import { listAttention } from "#lib/db/list-attention.ts";
import { listReadHours } from "#lib/db/list-read-hours.ts";
import { listSenders } from "#lib/db/list-senders.ts";
import { findFirstSteps, listActiveCampaigns, listDeliverySteps, sumDelivery, type FirstSteps as StepsDone } from "#lib/db/overview.ts";
import { RATE_WINDOW_SECONDS } from "#lib/db/recent-rate.ts";
import { Part } from "../../part.tsx";
import { clearHold, letGo, stopAll } from "../senders/actions.ts";

const DAY_HOURS = 24;
const CHART = { hours: 6, stepMinutes: 1 };
const READ_DAYS = 28;

export const metadata: Metadata = { title: "Overview" };

type Here = { id: string; slug: string; path: string ; mayApprove: boolean };

export default async function OverviewPage({ params }: { params: Promise<{ account: string }> }) {
  const { account, rights } = await requireRight((await params).account, "account.see");
  const [done, engine] = await Promise.all([findFirstSteps(pool(), account.id), findEngineState(pool(), account.id)]);
  const canAct = rights.has("campaign.compose");
  const here = { id: account.id, slug: account.slug, path: `/${account.slug}`, mayApprove: rights.has("campaign.approve") };
  // Here somebody looks who wants everything to stop.
  const holds = <AccountHolds account={account} engine={engine} canStop={rights.has("sender.stop")} isAdmin={rights.has("account.change")} stopAll={stopAll} letGo={letGo} clear={clearHold} />;
  if (!done.launched) return <BeforeTheFirst here={here} done={done} canAct={canAct} holds={holds} />;
  return (
    <ReportPage
      title="Overview"
      primary={
        canAct && (
          <ButtonLink variant="primary" href={`${here.path}/campaigns/new`}>
            New campaign
          </ButtonLink>
        )
      }
      secondary={holds}
      notices={<NeedsSomebody here={here} />}
      figures={
        <Part what="what happened in the last 24 hours" read={() => sumDelivery(pool(), account.id, DAY_HOURS)}>
          {(day) => <DayFigures href={`${here.path}/campaigns`} day={day} />}
        </Part>
      }
      side={<SendersNow here={here} />}
      list={<WhenRead here={here} />}
    >
      <RunningNow here={here} />
      <Part what="the delivery chart" read={() => listDeliverySteps(pool(), account.id, CHART)}>
        {(minutes) => <DeliveryChart minutes={minutes} />}
      </Part>
    </ReportPage>
  );
}

function BeforeTheFirst({ here, done, canAct, holds }: { here: Here; done: StepsDone; canAct: boolean; holds: ReactNode }) {
  return (
    <ReportPage title="Overview" secondary={holds} notices={<NeedsSomebody here={here} />}>
      <Section title="Three steps to the first campaign">
        <FirstSteps steps={stepsOf(here.path, done)} canAct={canAct} />
      </Section>
      <SendersNow here={here} />
    </ReportPage>
  );
}

function NeedsSomebody({ here }: { here: Here }) {
  return (
    <Part what="what needs your attention" read={() => listAttention(pool(), here.id, here.mayApprove)}>
      {({ items, total }) =>
        items.length > 0 && (
          <Section title="Needs attention">
            <AttentionList account={here.slug} items={items} total={total} />
          </Section>
        )
      }
    </Part>
  );
}

function RunningNow({ here }: { here: Here }) {
  return (
    <Part what="the campaigns under way" read={() => listActiveCampaigns(pool(), here.id)}>
      {({ campaigns, total }) => (
        <Section title="Under way" action={<TextLink href={`${here.path}/campaigns`}>{total > campaigns.length ? `All ${total} of them` : "All campaigns"}</TextLink>}>
          {campaigns.length === 0 ? <p className="border-y border-line py-5 text-ink-soft">No campaign is running, scheduled, paused or held.</p> : <ActiveCampaigns account={here.slug} campaigns={campaigns} />}
          <LiveRefresh active={campaigns.some((campaign) => campaign.state === "running")} />
        </Section>
      )}
    </Part>
  );
}

function SendersNow({ here }: { here: Here }) {
  return (
    <Part what="the senders" read={() => listSenders(pool(), here.id, 1)}>
      {({ senders, total }) => (
        <Section title="Senders" summary={`Sent per second, over the last ${RATE_WINDOW_SECONDS} seconds at most`} action={total > senders.length && <TextLink href={`${here.path}/senders`}>All {total}</TextLink>}>
          {senders.length === 0 ? <p className="border-y border-line py-5 text-ink-soft">This account has no sender yet.</p> : <SenderRates account={here.slug} senders={senders} />}
        </Section>
      )}
    </Part>
  );
}

async function WhenRead({ here }: { here: Here }) {
  const zone = zoneFrom((await cookies()).get(ZONE_COOKIE)?.value).zone ?? "UTC";
  return (
    <Part what="when people read" read={() => listReadHours(pool(), here.id, { days: READ_DAYS, zone })}>
      {(hours) => <ReadHours hours={hours} days={READ_DAYS} zone={zone} />}
    </Part>
  );
}

function stepsOf(path: string, done: StepsDone): Step[] {
  return [
    { title: "Import contacts", text: "A CSV file of people who agreed to be written to. You see line by line what was taken and what was not.", done: done.contacts, href: `${path}/audience`, action: "Import contacts" },
    { title: "Pick a template", text: done.usableTemplate ? "WhatsApp has approved templates of this account. Look at them and choose one." : "WhatsApp approves what a business may say first. This account has no approved template yet.", done: done.usableTemplate, href: `${path}/templates?status=approved`, action: done.usableTemplate ? "See templates" : "See why there is none" },
    { title: "Launch", text: "Fill the template from your columns, see who will get it and when it will be done, and send.", done: done.launched, href: `${path}/campaigns/new`, action: "Start a campaign" },
  ];
}
