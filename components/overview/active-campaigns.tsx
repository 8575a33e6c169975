/** Campaigns that are under way or stopped half-way, each with how far it has come. */
import Link from "next/link";
import { CampaignBadge } from "#components/campaigns/campaign-look.tsx";
import { Progress } from "#components/ui/meter.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import { RelativeTime } from "#components/ui/time.tsx";
import type { Tone } from "#components/ui/tone.ts";
import type { CampaignState } from "#lib/domain/states.ts";

export type ActiveCampaign = { id: string; name: string; state: CampaignState; launchedAt: Date | null; startAt: Date | null; queued: number; settled: number; accepted: number };

export function ActiveCampaigns({ account, campaigns }: { account: string; campaigns: ActiveCampaign[] }) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {campaigns.map((campaign) => (
        <li key={campaign.id} className="group relative grid gap-x-6 gap-y-2 py-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,240px)] sm:items-center">
          <div className="min-w-0">
            <div className="flex min-w-0 items-center gap-3">
              <Link href={`/${account}/campaigns/${campaign.id}`} className="min-w-0 truncate font-strong text-ink no-underline after:absolute after:inset-0 group-hover:text-accent">
                {campaign.name}
              </Link>
              <CampaignBadge state={campaign.state} quiet />
            </div>
            <p className="text-ink-soft">
              <Since campaign={campaign} />
            </p>
          </div>
          {campaign.launchedAt && <HowFar campaign={campaign} />}
        </li>
      ))}
    </ul>
  );
}

function Since({ campaign: { launchedAt, startAt } }: { campaign: ActiveCampaign }) {
  const at = launchedAt ?? startAt;
  if (at === null) return "Not launched yet";
  return (
    <>
      {launchedAt ? "Launched" : "Starts"} <RelativeTime at={at} className="relative z-10" />
    </>
  );
}

const TONE: Partial<Record<CampaignState, Tone>> = { running: "progress", paused: "warning", held: "danger" };

function HowFar({ campaign }: { campaign: ActiveCampaign }) {
  return (
    <div className="min-w-0">
      <Progress label={`${campaign.name}: messages dealt with`} value={campaign.settled} max={campaign.queued} tone={TONE[campaign.state] ?? "neutral"} size="slim" />
      <p className="mt-1 text-ink-soft">
        <span className="text-ink">{formatNumber(campaign.accepted)}</span> accepted, {formatNumber(Math.max(0, campaign.queued - campaign.settled))} to go
      </p>
    </div>
  );
}
