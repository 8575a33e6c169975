/** Parts of one whole: a bar that adds up to 100 %, with every part's count and share below it. */
import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import { formatNumber, formatShare } from "#components/ui/number-format.ts";
import { absenceOf, type ChartAbsence } from "./chart-absence.tsx";
import { ChartFrame } from "./chart-frame.tsx";
import type { ChartTable } from "./chart-table.ts";
import type { ChartColor, Texture } from "./series.ts";
import { fillOf, Swatch } from "./swatch.tsx";
import { TableTwin } from "./table-twin.tsx";

export type Segment = { key: string; name: string; value: number; color: ChartColor; texture?: Texture; href?: string; detail?: ReactNode };

export type StackedBarProps = {
  label: string;
  /** One sentence: what the parts show. With it, the bar stands in the frame of a chart. */
  finding?: ReactNode;
  /** The parts in order; together they are the whole. */
  segments: Segment[];
  /** Said when all parts are zero. */
  emptyText: string;
  loading?: boolean;
  /** Leaves parts that are zero out of the list. */
  hideZero?: boolean;
};

const BAR_PX = 12;
const FACTS_PX = 53;

export function StackedBar({ label, finding, segments, emptyText, loading = false, hideZero = false }: StackedBarProps) {
  const whole = segments.reduce((sum, segment) => sum + segment.value, 0);
  const absence = absenceOf({ loading, empty: whole === 0, emptyText });
  const parts = <Parts segments={segments} whole={whole} absence={absence} hideZero={hideZero} />;
  if (finding === undefined) return <figure aria-label={label}>{parts}</figure>;
  return (
    <ChartFrame title={label} finding={finding} height={absence ? BAR_PX + FACTS_PX : undefined} absence={absence} twin={<TableTwin title={label} table={absence ? null : tableOf(segments, whole)} />}>
      {parts}
    </ChartFrame>
  );
}

function Parts({ segments, whole, absence, hideZero }: { segments: Segment[]; whole: number; absence: ChartAbsence | null; hideZero: boolean }) {
  const listed = hideZero ? segments.filter((segment) => segment.value > 0) : segments;
  return (
    <>
      <div aria-hidden="true" className="flex h-3 gap-0.5">
        {absence && <div className={cx("flex-1 rounded-mark bg-sunken", absence.kind === "loading" && "animate-breathe")} />}
        {!absence && segments.map((segment) => segment.value > 0 && <div key={segment.key} className="min-w-[3px] first:rounded-l-mark last:rounded-r-mark" style={{ flexGrow: segment.value, flexBasis: 0, ...fillOf(segment) }} />)}
      </div>
      {absence && <p role={absence.kind === "loading" ? "status" : undefined} className="mt-3 text-ink-soft">{absence.text}</p>}
      <ul className="mt-3 flex flex-wrap gap-x-8 gap-y-3">
        {absence?.kind !== "loading" && listed.map((segment) => <SegmentFact key={segment.key} segment={segment} whole={whole} />)}
      </ul>
    </>
  );
}

function SegmentFact({ segment, whole }: { segment: Segment; whole: number }) {
  const count = <span className={cx("text-body font-strong", segment.value === 0 && "text-ink-faint")}>{formatNumber(segment.value)}</span>;
  return (
    <li className="min-w-24">
      <span className="flex items-center gap-1.5 text-ink-soft">
        <Swatch series={segment} shape="area" />
        <span dir="auto" className="wrap-anywhere">{segment.name}</span>
      </span>
      <span className="flex items-baseline gap-1.5 pl-[18px]">
        {segment.href ? <Link href={segment.href} className="underline decoration-line underline-offset-3 hover:decoration-current">{count}</Link> : count}
        <span className="text-ink-soft">{formatShare(segment.value, whole) ?? ""}</span>
      </span>
      {segment.detail && <span className="block pl-[18px] text-ink-soft">{segment.detail}</span>}
    </li>
  );
}

function tableOf(segments: Segment[], whole: number): ChartTable {
  return {
    columns: [{ name: "Part", kind: "text" }, { name: "Number", kind: "number" }, { name: `Percent of ${formatNumber(whole)}`, kind: "number", decimals: 1 }],
    rows: segments.map(({ name, value }) => [name, value, (value / whole) * 100]),
  };
}
