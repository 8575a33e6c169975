/** What every chart has around it: the question as its title, the answer as a sentence, a legend, and the same numbers as a table and a file. */
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import { Absence, type ChartAbsence } from "./chart-absence.tsx";
import type { Series } from "./series.ts";
import { Swatch } from "./swatch.tsx";

export type ChartFrameProps = {
  title: string;
  /** One sentence: what the chart shows. */
  finding: ReactNode;
  /** The finding changes while somebody looks: it keeps room for two lines, so that a longer sentence does not push what stands below. */
  live?: boolean;
  /** Further sentences about what is missing in it. */
  remarks?: ReactNode;
  /** How its series are told apart; one series needs no legend. */
  series?: Series[];
  swatch?: "line" | "area";
  /** Of what is drawn, in pixels. Without one it is as high as what is in it. */
  height?: number;
  absence?: ChartAbsence | null;
  /** A `TableTwin`; without a table it keeps its room. */
  twin: ReactNode;
  children: ReactNode;
};

export function ChartFrame({ title, finding, live = false, remarks, series = [], swatch = "line", height, absence, twin, children }: ChartFrameProps) {
  return (
    <figure aria-label={title} className="min-w-0">
      <figcaption className="mb-3">
        <h2 className="text-body font-strong wrap-anywhere">{title}</h2>
        <p className={cx("max-w-[70ch] text-pretty text-ink-soft", live && "min-h-[2lh]")}>{finding}</p>
        {remarks}
        {series.length > 1 && (
          <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-ink-soft">
            {series.map((one) => (
              <li key={one.key} className="flex min-w-0 items-start gap-1.5">
                <span className="flex h-5 shrink-0 items-center">
                  <Swatch series={one} shape={swatch} />
                </span>
                <span dir="auto" className="wrap-anywhere">{one.name}</span>
              </li>
            ))}
          </ul>
        )}
      </figcaption>
      <div style={height ? { height } : undefined} className="relative">
        {absence ? <Absence absence={absence} height={height} /> : height ? <Window>{children}</Window> : children}
      </div>
      {twin}
    </figure>
  );
}

/** A drawing learns of a narrower window only after the browser: until it is drawn anew it must not widen the page, which a phone would shrink to show. What is around it has the breadth of a focus ring. */
function Window({ children }: { children: ReactNode }) {
  return <div className="-mx-1 h-full overflow-x-clip px-1">{children}</div>;
}
