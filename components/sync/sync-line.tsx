/** How the last reading from Twilio went, in one line; and what to do when it did not. */
import type { ReactNode } from "react";
import { LiveRefresh } from "#components/ui/live-refresh.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import { TextLink } from "#components/ui/text-link.tsx";
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

type SyncLineProps = {
  run: ShownRun | null;
  workerAlive: boolean;
  /** The list of what changed; null on the list itself. */
  changesHref: string | null;
  /** On the page of one thing, where a failure is said in a line. */
  quiet?: boolean;
};

export function SyncLine({ run, workerAlive, changesHref, quiet = false }: SyncLineProps) {
  const moving = run !== null && (run.state === "queued" || (run.state === "running" && !run.lost));
  return (
    <div>
      {run?.state === "failed" && !quiet ? (
        <Failed run={run} changesHref={changesHref} />
      ) : (
        <p role="status" className="flex flex-wrap gap-x-4 gap-y-1 text-ink-soft">
          <span>{sentenceOf(run, workerAlive)}</span>
          {changesHref !== null && <TextLink href={changesHref}>What changed</TextLink>}
        </p>
      )}
      <LiveRefresh active={moving} />
    </div>
  );
}

function sentenceOf(run: ShownRun | null, workerAlive: boolean): ReactNode {
  if (run?.state === "queued" && !workerAlive) return <>Twilio is asked as soon as a worker runs; none does. What is shown is from {momentOf(run.readAt)}.</>;
  if (run?.state === "queued") return <>Twilio is asked in a moment. Ordered {run.orderedAt && <RelativeTime at={run.orderedAt} />}.</>;
  if (run?.state === "failed") return <>Twilio was asked {run.endedAt && <RelativeTime at={run.endedAt} />}, and nothing could be read. What is shown is from {momentOf(run.readAt)}.</>;
  if (run?.state === "running" && run.lost) return <>The reading that began {run.startedAt && <RelativeTime at={run.startedAt} />} broke off. It begins again by itself.</>;
  if (run?.state === "running") return <>Asking Twilio, since {run.startedAt && <AbsoluteTime at={run.startedAt} form="clock" />}.</>;
  if (!run?.readAt) return "Not checked with Twilio yet.";
  return (
    <>
      Checked with Twilio {momentOf(run.readAt)}: {changedText(run)}.
    </>
  );
}

function momentOf(at: Date | null): ReactNode {
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

function Failed({ run, changesHref }: { run: ShownRun; changesHref: string | null }) {
  return (
    <Notice tone="warning" role="status" title={<>Twilio was asked {run.endedAt && <RelativeTime at={run.endedAt} />}, and nothing could be read</>} action={changesHref !== null && <TextLink href={changesHref}>What changed before</TextLink>}>
      {run.failure} {run.readAt && <>What is shown is from {momentOf(run.readAt)}.</>}
    </Notice>
  );
}
