/** When a campaign starts that nobody of was queued yet, or why it does not. */
import { Notice } from "#components/ui/notice.tsx";
import { AbsoluteTime, RelativeTime } from "#components/ui/time.tsx";
import { startInWords, type CampaignStart } from "#lib/domain/campaign-start.ts";
import type { CampaignState } from "#lib/domain/states.ts";

type StartNoticeProps = { state: CampaignState; start: CampaignStart | null; /** Why it is held, or null. */ holdReason: string | null; /** Whether its start is still to come. */ ahead: boolean };

export function StartNotice({ state, start, holdReason, ahead }: StartNoticeProps) {
  if (state === "cancelled") return <Notice title="It was cancelled before it started">Nobody got it.</Notice>;
  if (state === "held")
    return (
      <Notice tone="danger" title="It was not started, and nobody got it">
        {holdReason ?? "Nobody wrote down why."}
      </Notice>
    );
  if (state === "paused")
    return (
      <Notice tone="warning" title="It is paused, and does not start by itself">
        {start && (ahead ? `Its start is ${startInWords(start)}. Let it wait for that again, or start it now.` : `Its start, ${startInWords(start)}, has passed meanwhile. Start it now, or make it a draft again and choose another time.`)}
      </Notice>
    );
  return start && <Countdown start={start} />;
}

function Countdown({ start }: { start: CampaignStart }) {
  return (
    <section aria-label="Start">
      <p>
        <span className="text-figure">
          Starts <RelativeTime at={start.at} />
        </span>
      </p>
      <p className="text-ink-soft">
        {startInWords(start)} (UTC{start.offset}). For you that is <AbsoluteTime at={start.at} form="short" />.
      </p>
    </section>
  );
}
