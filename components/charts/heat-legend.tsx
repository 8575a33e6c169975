/** The steps of a heat map with the numbers that each holds. */
import { cx } from "#components/ui/cx.ts";
import { formatNumber } from "#components/ui/number-format.ts";
import { HEAT_LOOK, NOTHING_LOOK } from "./heat-look.ts";
import { heatRange } from "./heat-scale.ts";

const LARGE = 100_000;
const COMPACT = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 2 });

type HeatLegendProps = { width: number; decimals: number; valueName: string; nullText: string | null };

export function HeatLegend({ width, decimals, valueName, nullText }: HeatLegendProps) {
  const rangeOf = (step: number) => {
    if (step === 0) return "0";
    const { from, to } = heatRange(step, width, decimals === 0);
    // Of millions, nobody needs to know where the last one is.
    if (width >= LARGE) return `${COMPACT.format((step - 1) * width)}–${COMPACT.format(step * width)}`;
    return from === to ? formatNumber(to, decimals) : `${formatNumber(from, decimals)}–${formatNumber(to, decimals)}`;
  };
  return (
    <ul aria-label={`Steps of ${valueName}`} className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-soft">
      <li aria-hidden="true" className="text-ink">{valueName}</li>
      {HEAT_LOOK.map((look, step) => (
        <li key={step} className="flex items-center gap-1.5 whitespace-nowrap">
          <span aria-hidden="true" className={cx("size-3 rounded-mark", look.ground)} style={look.style} />
          {rangeOf(step)}
        </li>
      ))}
      {nullText && (
        <li className="flex items-center gap-1.5">
          <span aria-hidden="true" className={cx("size-3 rounded-mark", NOTHING_LOOK.ground)} />
          {nullText}
        </li>
      )}
    </ul>
  );
}
