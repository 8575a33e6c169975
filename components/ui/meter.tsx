/** How much of a limit is used, and how far a job has come. */
import type { ReactNode } from "react";
import { cx } from "./cx.ts";
import { formatNumber } from "./number-format.ts";
import { TONES, type Tone } from "./tone.ts";

type MeterProps = { label: string; value: number; max: number; tone?: Tone; unit?: string; decimals?: number; detail?: ReactNode };

/** A quantity against its limit. Turns to warning at 80 % and to danger at the limit, unless a tone is given. */
export function Meter({ label, value, max, tone, unit, decimals = 0, detail }: MeterProps) {
  const share = max > 0 ? Math.min(1, value / max) : 0;
  const look = TONES[tone ?? (share >= 1 ? "danger" : share >= 0.8 ? "warning" : "progress")];
  return (
    <div>
      <div className="mb-1 flex items-baseline justify-between gap-3">
        <span className="min-w-0 truncate text-ink-soft">{label}</span>
        <span className="whitespace-nowrap">
          {formatNumber(value, decimals)}
          <span className="text-ink-soft">
            {" "}
            of {formatNumber(max, decimals)}
            {unit && `\u00a0${unit}`}
          </span>
        </span>
      </div>
      <div role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={max} aria-valuenow={Math.min(value, max)} className="h-1.5 overflow-hidden rounded-full bg-sunken">
        <div className={cx("h-full rounded-full", look.fill)} style={{ width: `${share * 100}%` }} />
      </div>
      {detail && <div className="mt-1 text-ink-soft">{detail}</div>}
    </div>
  );
}

type ProgressProps = { label: string; value: number; max: number; tone?: Tone; size?: "slim" | "tall"; hidden?: "label" };

/** A job under way, drawn in beats. `slim` is for table rows. */
export function Progress({ label, value, max, tone = "progress", size = "tall", hidden }: ProgressProps) {
  const share = max > 0 ? Math.min(1, value / max) : 0;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={Math.min(value, max)}
      aria-valuetext={`${formatNumber(value)} of ${formatNumber(max)}`}
      className={cx("ticks relative w-full bg-line", size === "tall" ? "h-5" : "h-2", hidden && "min-w-20")}
    >
      <div className={cx("h-full origin-left transition-[width] duration-500 ease-settle", TONES[tone].fill)} style={{ width: `${share * 100}%` }} />
    </div>
  );
}
