/** How far a campaign has come: a bar of beats in which every outcome has its tone, and the rest is still to go. */
import { cx } from "#components/ui/cx.ts";
import { formatNumber } from "#components/ui/number-format.ts";
import { TONES, type Tone } from "#components/ui/tone.ts";

export type Outcome = { name: string; value: number; tone: Tone };

type SendingBarProps = { label: string; outcomes: Outcome[]; total: number; size?: "slim" | "tall" };

export function SendingBar({ label, outcomes, total, size = "tall" }: SendingBarProps) {
  const done = outcomes.reduce((sum, outcome) => sum + outcome.value, 0);
  const told = outcomes.filter((outcome) => outcome.value > 0).map((outcome) => `${formatNumber(outcome.value)} ${outcome.name}`);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={Math.min(done, total)}
      aria-valuetext={`${told.join(", ") || "Nothing yet"} of ${formatNumber(total)}`}
      className={cx("ticks flex w-full bg-line", size === "tall" ? "h-6" : "h-2")}
    >
      {outcomes.map((outcome) => (
        <div key={outcome.name} className={cx("h-full transition-[width] duration-500 ease-settle", TONES[outcome.tone].fill)} style={{ width: `${total > 0 ? Math.min(100, (outcome.value / total) * 100) : 0}%` }} />
      ))}
    </div>
  );
}
