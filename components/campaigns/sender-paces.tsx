/** What each sender of a campaign achieved, second by second, against what it is set to. */
import { RateChart } from "#components/charts/over-time.tsx";
import { Section } from "#components/frame/section.tsx";
import { cx } from "#components/ui/cx.ts";
import { formatDuration, formatNumber } from "#components/ui/number-format.ts";
import { TextLink } from "#components/ui/text-link.tsx";
import { paceOf, type PaceStep } from "#lib/domain/pace.ts";

/** More would be a wall of charts; the others have their own pages. */
const CHARTS_MAX = 4;

export type PacedSender = { id: string; name: string; mps: number; achieved: number; achievedOverSeconds: number; steps: PaceStep[] };

type SenderPacesProps = {
  account: string;
  senders: PacedSender[];
  /** Whether the steps are the last moments of a run, or all of it. */
  running: boolean;
  stepSeconds: number;
};

export function SenderPaces({ account, senders, running, stepSeconds }: SenderPacesProps) {
  const more = senders.length - CHARTS_MAX;
  return (
    <Section title="Achieved rate" summary="Everything that the sender sent, whatever the campaign.">
      <div className={cx("grid gap-x-8 gap-y-6", senders.length > 1 && "xl:grid-cols-2")}>
        {senders.slice(0, CHARTS_MAX).map((sender) => (
          <RateChart
            key={sender.id}
            title={sender.name}
            finding={findingOf(sender, { running, stepSeconds })}
            live={running}
            points={paceOf(sender.steps) ? sender.steps.map((step) => ({ at: step.at, accepted: step.perSecond })) : []}
            configured={sender.mps}
            stepMs={stepSeconds * 1000}
            height={senders.length > 1 ? 160 : 200}
          />
        ))}
      </div>
      {more > 0 && (
        <p className="mt-3 text-ink-soft">
          {more} more {more === 1 ? "sender has" : "senders have"} their charts under <TextLink href={`/${account}/senders`}>Senders</TextLink>.
        </p>
      )}
    </Section>
  );
}

function findingOf({ mps, achieved, achievedOverSeconds, steps }: PacedSender, { running, stepSeconds }: { running: boolean; stepSeconds: number }): string {
  const say = (value: number) => formatNumber(value, mps < 5 || value < 1 ? 2 : 1);
  const pace = paceOf(steps);
  if (!pace) return running ? `Nothing left from it in the last minutes; ${say(mps)} per second are configured.` : "Nothing left from it in this time.";
  const most = `at most ${say(pace.most)} ${stepSeconds === 1 ? "in one second" : `per second over any ${formatDuration(stepSeconds)}`}`;
  if (running) return `${say(achieved)} per second over the last ${formatDuration(achievedOverSeconds)}, of ${say(mps)} configured; ${most}.`;
  return `${say(pace.steady)} per second on average, from the first to the last, of ${say(mps)} configured; ${most}.`;
}
