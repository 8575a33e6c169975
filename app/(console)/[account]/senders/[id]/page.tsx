/** One sender: what it may do, what it does now, and what holds it back. */
import type { Metadata } from "next";
import { ChangesOfOne } from "#components/sync/change-columns.tsx";
import { Section } from "#components/frame/section.tsx";
import { DetailPage } from "#components/patterns/detail-page.tsx";
import { CampaignBadge } from "#components/campaigns/campaign-look.tsx";
import { AuditList } from "#components/senders/audit-look.tsx";
import { DeparturesChart } from "#components/senders/departures-chart.tsx";
import { SenderBadge } from "#components/senders/sender-look.tsx";
import { SenderFacts } from "#components/senders/sender-facts.tsx";
import { SenderNotices } from "#components/senders/sender-notices.tsx";
import { SenderRateForm } from "#components/senders/sender-rate-form.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { LiveRefresh } from "#components/ui/live-refresh.tsx";
import { formatDuration, formatNumber } from "#components/ui/number-format.ts";
import { Figure, Figures } from "#components/ui/number-text.tsx";
import { Phone } from "#components/ui/phone.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { requireRight } from "#lib/auth/require-right.ts";
import { pool } from "#lib/db/connection.ts";
import { listSenderAudits } from "#lib/db/list-audits.ts";
import type { Sender } from "#lib/db/list-senders.ts";
import { listChangesOf } from "#lib/db/list-sync-changes.ts";
import { findSenderQueue, listDepartures, listSenderCampaigns, type SenderCampaign, type SenderQueue } from "#lib/db/sender-activity.ts";
import { horizon } from "#lib/domain/horizon.ts";
import { Part } from "../../../part.tsx";
import { SyncStanding } from "../../sync-standing.tsx";
import { endRest, liftHold, setRate } from "../actions.ts";
import { senderHere } from "./read-sender.ts";

const CHART_MINUTES = 5;

type SenderPageProps = { params: Promise<{ account: string; id: string }> };

export async function generateMetadata({ params }: SenderPageProps): Promise<Metadata> {
  const { account: slug, id } = await params;
  const { account } = await requireRight(slug, "account.see");
  return { title: (await senderHere(account.id, id)).name };
}

export default async function SenderPage({ params }: SenderPageProps) {
  const { account: slug, id } = await params;
  const { account, rights } = await requireRight(slug, "account.see");
  const sender = await senderHere(account.id, id);
  const ref = { accountId: account.id, senderId: sender.id };
  const isAdmin = rights.has("sender.change");
  return (
    <DetailPage
      crumbs={[{ href: `/${account.slug}/senders`, label: "Senders" }]}
      title={<bdi>{sender.name}</bdi>}
      badge={<SenderBadge status={sender.status} held={sender.holdReason !== null} resting={sender.restsUntil !== null} />}
      summary={<Phone number={sender.phone} masked={false} />}
      secondary={isAdmin && <LetGoOn account={account.slug} sender={sender} />}
      notices={<SenderNotices sender={sender} />}
      side={<SenderSide account={account} sender={sender} isAdmin={isAdmin} />}
    >
      <Part what="what waits for this sender" read={() => findSenderQueue(pool(), ref)}>
        {(queue) => <NowFigures sender={sender} queue={queue} />}
      </Part>
      <Part what="what it sent, second by second" read={() => listDepartures(pool(), ref, CHART_MINUTES * 60)}>
        {(departures) => <DeparturesChart departures={departures} mps={sender.mps ?? 0} minutes={CHART_MINUTES} />}
      </Part>
      <Part what="the campaigns it has work in" read={() => listSenderCampaigns(pool(), ref)}>
        {(campaigns) => (
          <>
            <CampaignsHere account={account.slug} campaigns={campaigns} />
            <LiveRefresh active={sender.achieved > 0 || campaigns.some((campaign) => campaign.state === "running")} />
          </>
        )}
      </Part>
      <TextLink href={`/${account.slug}/decisions?sender=${sender.id}`} className="self-start">
        What Drumbeat decided about it
      </TextLink>
      <Section title="Both books" summary="Once a day, while nothing leaves the account, Twilio’s list of what this sender sent is compared with ours.">
        <Part what="the comparison of both books" read={() => listSenderAudits(pool(), ref)}>
          {(audits) => <AuditList audits={audits} path={`/${account.slug}/senders/${sender.id}/books`} />}
        </Part>
      </Section>
      <Section title="Changes at Twilio">
        <div className="flex flex-col gap-3">
          <Part what="what changed at Twilio" read={() => listChangesOf(pool(), account.id, sender.id)}>
            {(changes) => changes.length > 0 && <ChangesOfOne changes={changes} />}
          </Part>
          <SyncStanding account={account} of="sender" quiet />
        </div>
      </Section>
    </DetailPage>
  );
}

function NowFigures({ sender, queue }: { sender: Sender; queue: SenderQueue }) {
  const moves = sender.holdReason === null && sender.restsUntil === null && sender.status === "online";
  const { seconds } = horizon({ lane: "text", senders: [{ id: sender.id, mps: moves ? (sender.mps ?? 0) : 0, own: [{ atSeconds: 0, messages: queue.messages }], others: [] }] });
  return (
    <Figures>
      <Figure label="Achieved" value={formatNumber(sender.achieved, sender.achieved < 1 ? 2 : 1)} unit="per s" detail={`over the last ${formatDuration(sender.achievedOverSeconds)}`} />
      <Figure label="Configured" value={sender.mps === null ? "–" : formatNumber(sender.mps, 2)} unit="per s" detail="at most" />
      <Figure label="Waiting" value={queue.messages} detail={queue.exact ? "messages in its queue" : "messages, estimated"} />
      <Figure label="Time to send them" value={seconds > 0 && Number.isFinite(seconds) ? formatDuration(seconds) : "–"} detail={moves ? "at the configured rate" : "nothing leaves at the moment"} />
    </Figures>
  );
}

type SenderSideProps = { account: Parameters<typeof SenderRateForm>[0]["account"]; sender: Sender; isAdmin: boolean };

function SenderSide({ account, sender, isAdmin }: SenderSideProps) {
  return (
    <>
      <SenderFacts sender={sender} kind={account.kind} showRate={!isAdmin} />
      {isAdmin && sender.mps !== null && <SenderRateForm key={sender.mps} account={account} senderId={sender.id} mps={sender.mps} action={setRate} />}
    </>
  );
}

function CampaignsHere({ account, campaigns }: { account: string; campaigns: SenderCampaign[] }) {
  return (
    <Section title="Campaigns it has work in">
      {campaigns.length === 0 ? (
        <p className="text-ink-soft">None at the moment.</p>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {campaigns.map((campaign) => (
            <li key={campaign.id} className="flex min-h-10 items-center justify-between gap-4 py-1">
              <TextLink href={`/${account}/campaigns/${campaign.id}`} className="min-w-0 truncate">
                {campaign.name}
              </TextLink>
              <CampaignBadge state={campaign.state} quiet />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function LetGoOn({ account, sender }: { account: string; sender: Sender }) {
  if (sender.heldWithAccount) return <ButtonLink href={`/${account}/senders`}>See all senders</ButtonLink>;
  if (sender.holdReason !== null) return <LiftHoldDialog account={account} sender={sender} />;
  if (sender.restsUntil === null) return null;
  return (
    <ConfirmDialog
      trigger={<Button>End the rest</Button>}
      title={`Let ${sender.name} send now?`}
      consequence="What waits in its queue goes out at the configured rate, starting within a second. If the limit is still full, some messages are refused and it rests again."
      confirmLabel="End the rest"
      action={endRest}
      hidden={{ account, sender: sender.id }}
    />
  );
}

function LiftHoldDialog({ account, sender }: { account: string; sender: Sender }) {
  return (
    <ConfirmDialog
      trigger={<Button>Let it send again</Button>}
      title={`Let ${sender.name} send again?`}
      consequence="What waits in its queue goes out at the configured rate, starting within a second. If the reason for the hold is still there, it will be held again."
      confirmLabel="Let it send"
      action={liftHold}
      hidden={{ account, sender: sender.id }}
    />
  );
}
