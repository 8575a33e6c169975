/** How each state of a campaign looks and what it means. */
import { Badge, type Look } from "#components/ui/badge.tsx";
import type { CampaignState } from "#lib/domain/states.ts";

export const CAMPAIGN_LOOK: Record<CampaignState, Look & { meaning: string }> = {
  draft: { label: "Draft", tone: "neutral", mark: "dashed", meaning: "Being written. Nobody gets anything yet." },
  scheduled: { label: "Scheduled", tone: "progress", mark: "clock", meaning: "Starts by itself at its time." },
  running: { label: "Sending", tone: "progress", mark: "beat", meaning: "Messages are going out at the senders’ rates." },
  paused: { label: "Paused", tone: "warning", mark: "pause", meaning: "A person stopped it. What is queued waits until it is resumed." },
  held: { label: "Held", tone: "danger", mark: "hand", meaning: "It stopped itself because going on would do harm. Read why, mend it, then resume." },
  completed: { label: "Completed", tone: "success", mark: "check", meaning: "Everybody in it was dealt with." },
  cancelled: { label: "Cancelled", tone: "neutral", mark: "slash", meaning: "A person ended it. What was not sent will not be sent." },
};

export function CampaignBadge({ state, quiet, detail }: { state: CampaignState; quiet?: boolean; detail?: string }) {
  return <Badge look={CAMPAIGN_LOOK[state]} quiet={quiet} detail={detail} />;
}
