/** How far the sending is, how fast it goes, and when it will be done. */
import type { ReactNode } from "react";
import { LiveRegion } from "#components/frame/live-region.tsx";
import { cx } from "#components/ui/cx.ts";
import { formatDuration, formatNumber } from "#components/ui/number-format.ts";
import { AbsoluteTime } from "#components/ui/time.tsx";
import { waitingOf, type CampaignTotals } from "#lib/domain/campaign-numbers.ts";
import type { CampaignState } from "#lib/domain/states.ts";
import { SendingBar } from "./sending-bar.tsx";

type SendingProgressProps = {
  state: CampaignState;
  totals: CampaignTotals;
  asOf: Date;
  launchedAt: Date;
  finishedAt: Date | null;
  /** Messages per second of its senders now, and what they are set to. */
  achieved: number;
  configured: number;
  /** When the last message will have left, in seconds; Infinity when nothing moves. */
  secondsLeft: number;
  /** How often the page asks again, in milliseconds; null when nothing moves any more. */
  refreshEveryMs: number | null;
  /** What waits to be tried again, and when the next is. */
  retries?: { waiting: number; nextAt: Date | null };
};

export function SendingProgress(props: SendingProgressProps) {
  const { totals, asOf, refreshEveryMs } = props;
  const live = refreshEveryMs !== null;
  const waiting = waitingOf(totals);
  return (
    <section aria-label="Sending">
      {/* In columns like the rest of the page, and from their left edge: what changes every second does not move anything. */}
      <div className="mb-2 grid items-end gap-x-8 gap-y-2 lg:grid-cols-[minmax(0,1fr)_320px]">
        <p>
          <span className="text-figure">{formatNumber(totals.accepted)}</span>
          <span className="text-body text-ink-soft"> of {formatNumber(totals.queued)} sent</span>
        </p>
        <div className="text-ink-soft">
          {/* Room for two lines as long as it changes: a sentence that grows past one must not push the page down. */}
          <p className={cx("text-body text-ink", live && "min-h-[2lh]")}>{whatHappens(props, waiting)}</p>
          <p>{live ? `${props.finishedAt ? "Delivery reports still come in; updates" : "Updates"} every ${refreshEveryMs === 1_000 ? "second" : formatDuration(refreshEveryMs / 1_000)}` : <>As of <AbsoluteTime at={asOf} form="short" /></>}</p>
        </div>
      </div>
      <SendingBar
        label="Messages dealt with"
        total={totals.queued}
        outcomes={[
          { name: "accepted", value: totals.accepted, tone: TONE[props.state] ?? "success" },
          { name: "unknown", value: totals.unknown, tone: "unknown" },
          { name: "refused by Twilio", value: totals.rejected, tone: "danger" },
          { name: "expired", value: totals.expired, tone: "warning" },
          { name: "cancelled", value: totals.cancelled, tone: "neutral" },
          { name: "left out since", value: totals.suppressedSince, tone: "neutral" },
        ]}
      />
      <p className={cx("mt-2 text-ink-soft", live && "min-h-[2lh] sm:min-h-[1lh]")}>{remainder(totals, waiting)}</p>
      <LiveRegion text={live ? `${formatNumber(totals.accepted)} of ${formatNumber(totals.queued)} sent.` : ""} />
    </section>
  );
}

const TONE: Partial<Record<CampaignState, "progress" | "warning" | "danger">> = { running: "progress", paused: "warning", held: "danger" };

/** Whatever was not accepted, each for itself; nothing is said of what is zero. */
function remainder(totals: CampaignTotals, waiting: number): string {
  const parts = [
    [waiting, "to go"],
    [totals.unknown, "unknown"],
    [totals.rejected, "refused by Twilio"],
    [totals.expired, "expired"],
    [totals.cancelled, "cancelled"],
    [totals.suppressedSince, "opted out meanwhile"],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, words]) => `${formatNumber(count)} ${words}`);
  return told.length > 0 ? `${told.join(" · ")}.` : "Nothing is left to send.";
}

function whatHappens({ state, asOf, launchedAt, finishedAt, achieved, configured, secondsLeft, retries }: SendingProgressProps, waiting: number): ReactNode {
  const took = formatDuration(Math.max(1, ((finishedAt ?? asOf).getTime() - launchedAt.getTime()) / 1000));
  switch (state) {
    case "running":
      if (retries?.nextAt && waiting <= retries.waiting) return <>Waits to try {formatNumber(waiting)} again, the next at <AbsoluteTime at={retries.nextAt} /></>;
      if (!Number.isFinite(secondsLeft)) return "Nothing moves at the moment";
      return (
        <>
          {rate(achieved, configured)} per second of {rate(configured, configured)}, {doneText(waiting, secondsLeft, asOf)}
        </>
      );
    case "completed":
      return `Done in ${took}`;
    case "cancelled":
      return finishedAt ? `Cancelled after ${took}` : "Being taken out of the queue";
    case "paused":
    case "held":
      return `${formatNumber(waiting)} wait until it is resumed`;
    case "draft":
    case "scheduled":
      return "Not launched yet";
  }
}

function doneText(waiting: number, secondsLeft: number, asOf: Date): ReactNode {
  if (waiting === 0) return "the last answers are coming in";
  return (
    <>
      done in about {formatDuration(Math.max(1, secondsLeft))}, at <AbsoluteTime at={new Date(asOf.getTime() + secondsLeft * 1000)} form="clock" />
    </>
  );
}

/** Below five per second, tenths are too coarse. */
function rate(value: number, configured: number): string {
  return formatNumber(value, configured < 5 ? 2 : 1);
}
