/** What a sender achieves against what it is set to: “79.8 of 80 per second”. */
import { formatNumber } from "#components/ui/number-format.ts";
import { rateInWords } from "#lib/domain/sender-rate.ts";

/** `achieved` in messages per second; below one per second, two decimals say more than one. */
export function SenderRateText({ achieved, mps }: { achieved: number; mps: number | null }) {
  const limit = mps === null ? "no rate set" : rateInWords(mps);
  if (achieved === 0) return <span className="text-ink-soft">idle, {limit}</span>;
  return (
    <span className="whitespace-nowrap">
      {formatNumber(achieved, achieved < 1 ? 2 : 1)} <span className="text-ink-soft">of {limit}</span>
    </span>
  );
}
