/** How the last reading from Twilio went, in one line; and what to do when it did not. */
import { LiveRefresh } from "#components/ui/live-refresh.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { Moment, SyncSentence, type ShownRun } from "./sync-sentence.tsx";

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
          <SyncSentence run={run} workerAlive={workerAlive} />
          {changesHref !== null && <TextLink href={changesHref}>What changed</TextLink>}
        </p>
      )}
      <LiveRefresh active={moving} />
    </div>
  );
}

function Failed({ run, changesHref }: { run: ShownRun; changesHref: string | null }) {
  return (
    <Notice tone="warning" role="status" title={<>Twilio was asked {run.endedAt && <RelativeTime at={run.endedAt} />}, and nothing could be read</>} action={changesHref !== null && <TextLink href={changesHref}>What changed before</TextLink>}>
      {run.failure} {run.readAt && <>What is shown is from <Moment at={run.readAt} />.</>}
    </Notice>
  );
}
