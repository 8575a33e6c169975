/** Parts of one whole: a bar that adds up to 100 %, with every part's count and share below it. */
import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import { formatNumber, formatShare } from "#components/ui/number-format.ts";
import type { ChartColor, Texture } from "./series.ts";
import { fillOf, Swatch } from "./swatch.tsx";

export type Segment = { key: string; name: string; value: number; color: ChartColor; texture?: Texture; href?: string; detail?: ReactNode };

export type StackedBarProps = {
  label: string;
  /** The parts in order; together they are the whole. */
  segments: Segment[];
  /** Said when all parts are zero. */
  emptyText: string;
  /** Leaves parts that are zero out of the list. */
  hideZero?: boolean;
};

export function StackedBar({ label, segments, emptyText, hideZero = false }: StackedBarProps) {
  const whole = segments.reduce((sum, segment) => sum + segment.value, 0);
  const listed = hideZero ? segments.filter((segment) => segment.value > 0) : segments;
  return (
    <figure aria-label={label}>
      <div aria-hidden="true" className="flex h-3 gap-0.5">
        {whole === 0 && <div className="flex-1 rounded-mark bg-sunken" />}
        {segments.map((segment) => segment.value > 0 && <div key={segment.key} className="min-w-[3px] first:rounded-l-mark last:rounded-r-mark" style={{ flexGrow: segment.value, flexBasis: 0, ...fillOf(segment) }} />)}
      </div>
      {whole === 0 && <p className="mt-3 text-ink-soft">{emptyText}</p>}
      <ul className="mt-3 flex flex-wrap gap-x-8 gap-y-3">
        {listed.map((segment) => (
          <SegmentFact key={segment.key} segment={segment} whole={whole} />
        ))}
      </ul>
    </figure>
  );
}

function SegmentFact({ segment, whole }: { segment: Segment; whole: number }) {
  const count = <span className={cx("text-body font-strong", segment.value === 0 && "text-ink-faint")}>{formatNumber(segment.value)}</span>;
  return (
    <li className="min-w-24">
      <span className="flex items-center gap-1.5 text-ink-soft">
        <Swatch series={segment} shape="area" />
        {segment.name}
      </span>
      <span className="flex items-baseline gap-1.5 pl-[18px]">
        {segment.href ? <Link href={segment.href} className="underline decoration-line underline-offset-3 hover:decoration-current">{count}</Link> : count}
        <span className="text-ink-soft">{formatShare(segment.value, whole) ?? ""}</span>
      </span>
      {segment.detail && <span className="block pl-[18px] text-ink-soft">{segment.detail}</span>}
    </li>
  );
}
