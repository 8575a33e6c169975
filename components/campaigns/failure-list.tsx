/** The codes that the messages of one campaign failed with, the most frequent first, each with its meaning and its remedy. */
import { Section } from "#components/frame/section.tsx";
import { FailureReason } from "#components/help/failure-reason.tsx";
import { formatNumber } from "#components/ui/number-format.ts";

type FailureListProps = { failures: { code: number; count: number }[]; /** No more failures than these are counted. */ countedMax: number };

export function FailureList({ failures, countedMax }: FailureListProps) {
  if (failures.length === 0) return null;
  const counted = failures.reduce((sum, { count }) => sum + count, 0);
  const which = counted >= countedMax ? `The first ${formatNumber(countedMax)}, by` : "By";
  return (
    <Section title="Why some failed" summary={`${which} the code that Twilio gave. Unfold one to read where it comes from and what to do.`}>
      <ul className="divide-y divide-line border-y border-line">
        {failures.map(({ code, count }) => (
          <li key={code} className="flex items-baseline justify-between gap-6 py-2">
            <FailureReason code={code} />
            <span className="shrink-0 tabular-nums">{formatNumber(count)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
