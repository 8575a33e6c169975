/** Before a launch: what is missing, who gets it and who does not, from whom, and when it will be done. */
import { Section } from "#components/frame/section.tsx";
import { DataTable, type Column } from "#components/ui/data-table.tsx";
import { formatDuration, formatNumber } from "#components/ui/number-format.ts";
import { Notice } from "#components/ui/notice.tsx";
import { NumberText } from "#components/ui/number-text.tsx";
import { AbsoluteTime } from "#components/ui/time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { leftOutByReason } from "#lib/domain/campaign-numbers.ts";
import { whyUnusable, type LaunchProblem } from "#lib/domain/campaign-rules.ts";
import type { LaunchForecast } from "#lib/domain/launch-forecast.ts";
import { problemSentence } from "#lib/domain/problem-sentence.ts";
import { rateInWords } from "#lib/domain/sender-rate.ts";
import type { SuppressionReason } from "#lib/domain/states.ts";
import { AudienceParts, leftOutParts } from "./audience-parts.tsx";
import { peopleText, STEP_NAME, stepOf, type DraftSender } from "./draft.ts";

/** Everything that keeps the draft from being launched, each with the way to the step where it is mended. */
export function LaunchProblems({ problems, path }: { problems: LaunchProblem[]; path: string }) {
  return (
    <ul aria-label="What is missing" className="flex flex-col gap-2">
      {problems.map((problem) => {
        const step = stepOf(problem);
        const sentence = problemSentence(problem);
        return (
          <li key={sentence}>
            <Notice tone="warning" title={sentence} action={<TextLink href={`${path}/${step}`}>Go to {STEP_NAME[step].toLowerCase()}</TextLink>} />
          </li>
        );
      })}
    </ul>
  );
}

export type ReviewCounts = { audience: number; queued: number; suppressed: Partial<Record<SuppressionReason, number>> };

/** What is agreed to now is counted again when it counts: at the launch, or at a start by itself. */
type When = "launch" | "start";

export function WhoGetsIt({ counts, when = "launch" }: { counts: ReviewCounts; when?: When }) {
  const leftOut = leftOutByReason({ suppressedAtLaunch: counts.suppressed, suppressedSince: 0 });
  return (
    <Section
      title={counts.queued === 0 ? "Nobody would get it" : `${peopleText(counts.queued)} will get it`}
      summary={COUNTED_AGAIN[when]}
    >
      <AudienceParts
        label="The audience, by what becomes of it"
        parts={[{ key: "queued", name: "Will get it", people: counts.queued, color: "chart-1" }, ...leftOutParts(leftOut)]}
        whole={{ name: "On the list", people: counts.audience }}
      />
    </Section>
  );
}

const COUNTED_AGAIN: Record<When, string> = {
  launch: "They are counted again at the launch, and no more are written to than you agree to.",
  start: "That is as of now. They are counted again when it starts: whoever opts out until then is left out, and should the list grow by much, it is held and asks.",
};

type WhenDoneProps = { forecast: LaunchForecast; senders: DraftSender[]; messages: number; doneAt: Date | null; when?: When };

type ShareRow = { sender: DraftSender; messages: number; backlog: number };

export function WhenDone({ forecast, senders, messages, doneAt, when = "launch" }: WhenDoneProps) {
  const rows = senders.map((sender): ShareRow => ({ sender, messages: 0, backlog: 0, ...forecast.shares.find(({ id }) => id === sender.id) }));
  const waits = rows.some((row) => row.backlog > 0);
  const known = messages > 0 && doneAt !== null;
  return (
    <Section
      title={known ? `Done about ${formatDuration(Math.max(1, forecast.seconds))} after the ${when}` : "When it will be done"}
      summary={
        known && (
          <>
            {when === "start" ? "Started then" : "Launched now"}, that is at <AbsoluteTime at={doneAt} form={forecast.seconds > HALF_DAY_SECONDS ? "short" : "clock"} />, at the configured rates.
            {forecast.shares.length > 1 && " Whoever a sender knows stays with it; the others are shared so that all senders are done together."}
            {waits && ` Other running campaigns go first and take about ${formatDuration(forecast.waitSeconds)} of it.`}
          </>
        )
      }
    >
      <DataTable label="Senders" columns={waits ? [...SHARE_COLUMNS, BACKLOG_COLUMN] : SHARE_COLUMNS} rows={rows} rowKey={(row) => row.sender.id} empty={<p className="py-4 text-ink-soft">No sender is chosen.</p>} />
    </Section>
  );
}

/** One that cannot send gets nobody, and the row says why. */
function SenderCell({ sender }: { sender: DraftSender }) {
  const why = whyUnusable(sender);
  return (
    <>
      {sender.name}
      {why !== null && <span className="block text-ink-soft">gets nobody: {why}</span>}
    </>
  );
}

const HALF_DAY_SECONDS = 12 * 3600;

const SHARE_COLUMNS: Column<ShareRow>[] = [
  { name: "Sender", cell: (row) => <SenderCell sender={row.sender} /> },
  { name: "Rate", cell: (row) => rateInWords(row.sender.mps), numeric: true },
  { name: "Messages", cell: (row) => <NumberText value={row.messages} />, numeric: true },
];

const BACKLOG_COLUMN: Column<ShareRow> = { name: "Sent before them", cell: (row) => (row.backlog > 0 ? <>about {formatNumber(row.backlog)}</> : "–"), numeric: true };
