/** One quantity against a limit: a bar from zero, a line at the limit, a mark at 80 %, and what is left in words. */
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import { Mark, type MarkName } from "#components/ui/mark.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import { TONES, type Tone } from "#components/ui/tone.ts";
import { limitScale, limitStanding, type LimitStanding } from "./limit-standing.ts";
import type { Texture } from "./series.ts";
import { fillOf } from "./swatch.tsx";

const LOOK: Record<LimitStanding["kind"], { tone: Tone; mark: MarkName | null; texture: Texture }> = {
  free: { tone: "progress", mark: null, texture: "solid" },
  near: { tone: "warning", mark: "half", texture: "hatched" },
  at: { tone: "danger", mark: "hand", texture: "solid" },
  over: { tone: "danger", mark: "bang", texture: "solid" },
};

export type LimitMeterProps = {
  label: string;
  /** Null while it is not known. */
  value: number | null;
  limit: number;
  /** Behind the numbers: “people in 24 h”. */
  unit?: string;
  decimals?: number;
  /** `figure` is what a card is about; `row` is slim, for lists. */
  size?: "figure" | "row";
  detail?: ReactNode;
  /** Said while there is no value. */
  emptyText?: string;
  loading?: boolean;
};

export function LimitMeter({ value, loading = false, emptyText = "Not known yet.", ...props }: LimitMeterProps) {
  const shown = loading ? null : value;
  return props.size === "row" ? <RowMeter {...props} value={shown} absent={loading ? "Loading…" : emptyText} /> : <FigureMeter {...props} value={shown} absent={loading ? "Loading…" : emptyText} />;
}

type DrawnProps = Omit<LimitMeterProps, "loading" | "emptyText"> & { absent: string };

function FigureMeter({ label, value, limit, unit, decimals = 0, detail, absent }: DrawnProps) {
  const { limit: end, near } = limitScale(value ?? 0, limit);
  return (
    <div className="min-w-0">
      <p className="text-ink-soft wrap-anywhere">{label}</p>
      <p className="mb-2 flex flex-wrap items-baseline gap-x-2">
        <span className="text-figure font-strong">{value === null ? "–" : formatNumber(value, decimals)}</span>
        <span className="text-ink-soft">of {limitWords(limit, unit, decimals)}</span>
      </p>
      <Bar label={label} value={value} limit={limit} absent={absent} decimals={decimals} tall />
      <Marks end={end} near={near} />
      <Standing value={value} limit={limit} decimals={decimals} absent={absent} />
      {detail && <div className="mt-1 text-ink-soft">{detail}</div>}
    </div>
  );
}

/** Below the bar: what its ends and lines are. A name that would stand on another is left out. */
function Marks({ end, near }: { end: number; near: number }) {
  const tight = end < 0.15;
  return (
    <p aria-hidden="true" className="@container relative h-5 text-ink-soft">
      {!tight && <span className="absolute left-0">0</span>}
      {end - near > 0.17 && <span className="absolute hidden -translate-x-1/2 @[14rem]:inline" style={{ left: `${near * 100}%` }}>{"80\u202f%"}</span>}
      <span className={tight ? "absolute left-0" : "absolute -translate-x-1/2"} style={{ left: tight ? 0 : `${end * 100}%` }}>Limit</span>
    </p>
  );
}

function RowMeter({ label, value, limit, unit, decimals = 0, detail, absent }: DrawnProps) {
  return (
    <div className="min-w-0">
      <div className="mb-1 flex items-baseline justify-between gap-4">
        <span dir="auto" className="min-w-0 truncate" title={label}>{label}</span>
        <span className="whitespace-nowrap">
          {value === null ? "–" : formatNumber(value, decimals)} <span className="text-ink-soft">of {limitWords(limit, unit, decimals)}</span>
        </span>
      </div>
      <Bar label={label} value={value} limit={limit} absent={absent} decimals={decimals} />
      <div className="mt-1 flex flex-wrap justify-between gap-x-4">
        <Standing value={value} limit={limit} decimals={decimals} absent={absent} />
        {detail && <div className="text-ink-soft">{detail}</div>}
      </div>
    </div>
  );
}

type BarProps = { label: string; value: number | null; limit: number; absent: string; decimals: number; tall?: boolean };

function Bar({ label, value, limit, absent, decimals, tall = false }: BarProps) {
  const { tone, texture } = LOOK[limitStanding(value ?? 0, limit).kind];
  const scale = limitScale(value ?? 0, limit);
  const within = Math.min(scale.value, scale.limit);
  const said = value === null ? absent : `${formatNumber(value, decimals)} of ${formatNumber(limit, decimals)}. ${sentenceOf(value, limit, decimals)}`;
  return (
    <div role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={Math.max(limit, value ?? 0)} aria-valuenow={value ?? 0} aria-valuetext={said} className={cx("relative", tall ? "h-4" : "h-2.5")}>
      <div className={"absolute inset-x-0 inset-y-0.5 overflow-hidden rounded-mark bg-sunken"}>
        {value !== null && value > 0 && <div className="absolute inset-y-0 left-0" style={{ width: `max(2px, ${within * 100}%)`, ...fillOf({ color: tone, texture }) }} />}
        {scale.value > scale.limit && <div className="absolute inset-y-0 right-0" style={{ left: `${scale.limit * 100}%`, ...fillOf({ color: tone, texture: "hatched" }) }} />}
      </div>
      {limit > 0 && <span className={cx("absolute inset-y-0.5 w-px", within > scale.near ? "bg-surface" : "bg-control")} style={{ left: `${scale.near * 100}%` }} />}
      <span className="absolute -inset-y-0.5 w-0.5 rounded-full bg-ink shadow-[0_0_0_1.5px_var(--color-surface)]" style={{ left: `calc(${scale.limit * 100}% - 1px)` }} />
    </div>
  );
}

function Standing({ value, limit, decimals, absent }: { value: number | null; limit: number; decimals: number; absent: string }) {
  if (value === null) return <p className="text-ink-soft">{absent}</p>;
  const { tone, mark } = LOOK[limitStanding(value, limit).kind];
  return (
    <p className={cx("flex items-center gap-1.5", mark ? TONES[tone].ink : "text-ink-soft")}>
      {mark && <Mark name={mark} className="shrink-0" />}
      {sentenceOf(value, limit, decimals)}
    </p>
  );
}

function sentenceOf(value: number, limit: number, decimals: number): string {
  const { kind, left, over } = limitStanding(value, limit);
  switch (kind) {
    case "free":
      return `${formatNumber(left, decimals)} left.`;
    case "near":
      return `Near the limit: ${formatNumber(left, decimals)} left.`;
    case "at":
      return "At the limit: nothing is left.";
    case "over":
      return `Over the limit by ${formatNumber(over, decimals)}.`;
  }
}

function limitWords(limit: number, unit: string | undefined, decimals: number): string {
  return unit ? `${formatNumber(limit, decimals)}\u00a0${unit}` : formatNumber(limit, decimals);
}
