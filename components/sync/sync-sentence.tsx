/** How the last reading from Twilio went, in one sentence. */
import type { ReactNode } from "react";
import { formatNumber } from "#components/ui/number-format.ts";
import { AbsoluteTime, RelativeTime } from "#components/ui/time.tsx";
import type { SyncState } from "#lib/domain/states.ts";

export type ShownRun = {
  state: SyncState;
  lost: boolean;
  orderedAt: Date | null;
  startedAt: Date | null;
  endedAt: Date | null;
  failure: string | null;
  readAt: Date | null;
  templatesChanged: number;
  sendersChanged: number;
};

export function SyncSentence({ run, workerAlive }: { run: ShownRun | null; workerAlive: boolean }) {
  return <span>{sentenceOf(run, workerAlive)}</span>;
}

function sentenceOf(run: ShownRun | null, workerAlive: boolean): ReactNode {
  if (run?.state === "queued" && !workerAlive) return <>Twilio is asked as soon as a worker runs; none does. What is shown is from <Moment at={run.readAt} />.</>;
  if (run?.state === "queued") return <>Twilio is asked in a moment. Ordered {run.orderedAt && <RelativeTime at={run.orderedAt} />}.</>;
  if (run?.state === "failed") return <>Twilio was asked {run.endedAt && <RelativeTime at={run.endedAt} />}, and nothing could be read. What is shown is from <Moment at={run.readAt} />.</>;
  if (run?.state === "running" && run.lost) return <>The reading that began {run.startedAt && <RelativeTime at={run.startedAt} />} broke off. It begins again by itself.</>;
  if (run?.state === "running") return <>Asking Twilio, since {run.startedAt && <AbsoluteTime at={run.startedAt} form="clock" />}.</>;
  if (!run?.readAt) return "Not checked with Twilio yet.";
  return (
    <>
      Checked with Twilio <Moment at={run.readAt} />: {changedText(run)}.
    </>
  );
}

export function Moment({ at }: { at: Date | null }) {
  return at ? <RelativeTime at={at} /> : "before the first check";
}

/** “2 templates and 1 sender changed”. */
function changedText({ templatesChanged, sendersChanged }: ShownRun): string {
  const parts = [counted(templatesChanged, "template"), counted(sendersChanged, "sender")].filter((part) => part !== null);
  return parts.length === 0 ? "nothing changed" : `${parts.join(" and ")} changed`;
}

function counted(count: number, noun: string): string | null {
  return count === 0 ? null : `${formatNumber(count)} ${noun}${count === 1 ? "" : "s"}`;
}
