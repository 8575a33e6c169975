/** A campaign that was scheduled and has not started: when it does, who would get it now, and what can be done about it. */
import { AuditTrail } from "#components/campaigns/audit-trail.tsx";
import { CampaignBadge } from "#components/campaigns/campaign-look.tsx";
import { WhoGetsIt } from "#components/campaigns/launch-review.tsx";
import { SentMessage } from "#components/campaigns/sent-message.tsx";
import { StartNotice } from "#components/campaigns/start-notice.tsx";
import { UnstartedControls } from "#components/campaigns/unstarted-controls.tsx";
import { WaveTable } from "#components/campaigns/wave-table.tsx";
import { Section } from "#components/frame/section.tsx";
import { ReportPage } from "#components/patterns/report-page.tsx";
import { LiveRefresh } from "#components/ui/live-refresh.tsx";
import { pool } from "#lib/db/connection.ts";
import type { CampaignDetail } from "#lib/db/find-campaign.ts";
import { findHoldReason } from "#lib/db/list-campaign-audit.ts";
import { isUnstarted } from "#lib/domain/campaign-rules.ts";
import type { Right } from "#lib/domain/rights.ts";
import type { AccountKind } from "#lib/domain/states.ts";
import { Part } from "../../../../part.tsx";
import { readPlan } from "../read-plan.ts";
import { cancel, pause, resume, startNow, unschedule } from "./actions.ts";
import { readHistory } from "./read-report.ts";

/** It starts within a second of its time; the page need not know at once. */
const REFRESH_EVERY_MS = 5_000;
/** From so long before its start on, the page looks whether it has started, in milliseconds. */
const SOON_MS = 10 * 60_000;

type Access = { account: { id: string; slug: string; name: string; kind: AccountKind; simulated: boolean }; rights: ReadonlySet<Right> };

export async function UnstartedReport({ access, campaign }: { access: Access; campaign: CampaignDetail }) {
  const { account, rights } = access;
  const { start, state } = campaign;
  const waits = isUnstarted(campaign);
  const [{ from, counts, plan }, holdReason] = await Promise.all([readPlan(account, campaign), state === "held" ? findHoldReason(pool(), { accountId: account.id, campaignId: campaign.id }) : null]);
  const now = new Date();
  const ahead = start !== null && start.at > now;
  return (
    <ReportPage
      crumbs={[{ href: `/${account.slug}/campaigns`, label: "Campaigns" }]}
      title={<bdi>{campaign.name}</bdi>}
      badge={<CampaignBadge state={state} />}
      secondary={rights.has("campaign.steer") && <UnstartedControls account={account} campaign={campaign} messages={counts?.queued ?? 0} ahead={ahead} actions={{ start: startNow, pause, resume, unschedule, cancel }} />}
      notices={<StartNotice state={state} start={start} holdReason={holdReason} ahead={ahead} />}
      side={<SentMessage account={account} campaign={campaign} />}
      list={
        <Part what="the history" read={() => readHistory(access, campaign)}>
          {(lines) => (
            <Section title="History">
              <AuditTrail lines={lines} />
            </Section>
          )}
        </Part>
      }
    >
      {waits && counts && <WhoGetsIt counts={counts} when="start" />}
      {waits && plan && <WaveTable hours={plan.hours} waves={plan.waves} now={from} started={false} />}
      <LiveRefresh active={state === "scheduled" && start !== null && start.at.getTime() - now.getTime() < SOON_MS} everyMs={REFRESH_EVERY_MS} />
    </ReportPage>
  );
}
