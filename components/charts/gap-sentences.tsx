"use client";
/** The gaps of a chart in words: from when to when there are no numbers, and why. */
import { useZone } from "#components/ui/zone.tsx";
import { spanWriter } from "./moment-writer.ts";
import type { DrawnGap } from "./time-points.ts";

/** More would push the chart away from its question; the table twin has them all. */
const LISTED_MAX = 3;

export function GapSentences({ gaps }: { gaps: DrawnGap[] }) {
  const span = spanWriter(useZone());
  const more = gaps.length - LISTED_MAX;
  return (
    <ul className="mt-1 max-w-[70ch] text-ink-soft">
      {gaps.slice(0, LISTED_MAX).map((gap) => (
        <li key={gap.from} className="relative pl-5">
          <span aria-hidden="true" className="hatch absolute top-1 left-0 size-3 rounded-mark bg-sunken" />
          No numbers from {span(gap)}: {gap.reason}.
        </li>
      ))}
      {more > 0 && <li className="pl-5">{more} more {more === 1 ? "gap is" : "gaps are"} in the table.</li>}
    </ul>
  );
}
