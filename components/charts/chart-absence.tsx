/** What stands in a chart's place, at the same height, while there is nothing to draw. */
import { cx } from "#components/ui/cx.ts";

export type ChartAbsence = { kind: "empty" | "loading"; text: string };

const LEVELS = [0, 1, 2, 3, 4];
/** Below this there is only room for the foot and the top. */
const LOW_PX = 100;

/** Loading comes first: what has not arrived cannot be called empty. */
export function absenceOf({ loading, empty, emptyText }: { loading: boolean; empty: boolean; emptyText: string }): ChartAbsence | null {
  if (loading) return { kind: "loading", text: "Loading the numbers…" };
  return empty ? { kind: "empty", text: emptyText } : null;
}

export function Absence({ absence: { kind, text }, height }: { absence: ChartAbsence; height?: number }) {
  return (
    <div className="absolute inset-0" role={kind === "loading" ? "status" : undefined}>
      <ChartGround breathing={kind === "loading"} low={height !== undefined && height < LOW_PX} />
      <p className="absolute inset-0 grid place-items-center text-center text-ink-soft">
        <span className="max-w-[44ch] bg-surface px-3 py-1 text-balance">{text}</span>
      </p>
    </div>
  );
}

/** The levels of a chart without its numbers. */
export function ChartGround({ breathing = false, low = false }: { breathing?: boolean; low?: boolean }) {
  return (
    <div aria-hidden="true" className={cx("absolute inset-x-0 top-2 bottom-2 flex flex-col justify-between", breathing && "animate-breathe")}>
      {LEVELS.slice(low ? -2 : 0).map((level) => (
        <span key={level} className="h-px bg-grid" />
      ))}
    </div>
  );
}
