/** What every chart has around it: the question as its title, the answer as a sentence, a legend, and the same numbers as a table. */
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import type { Series } from "./series.ts";
import { Swatch } from "./swatch.tsx";

export type ChartTable = { columns: string[]; rows: { key: string; cells: ReactNode[] }[]; note?: string };

/** What stands in the chart's place, at the same height, while there is nothing to draw. */
export type ChartAbsence = { kind: "empty" | "loading"; text: string };

export type ChartFrameProps = {
  title: string;
  /** One sentence: what the chart shows. */
  finding: ReactNode;
  series?: Series[];
  swatch?: "line" | "area";
  height: number;
  absence?: ChartAbsence | null;
  table: ChartTable | null;
  children: ReactNode;
};

export function ChartFrame({ title, finding, series = [], swatch = "line", height, absence, table, children }: ChartFrameProps) {
  return (
    <figure aria-label={title} className="min-w-0">
      <figcaption className="mb-3 flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <h3 className="text-body font-strong">{title}</h3>
          <p className="max-w-[70ch] text-ink-soft">{finding}</p>
        </div>
        {series.length > 1 && (
          <ul className="flex flex-wrap gap-x-4 gap-y-1 text-ink-soft">
            {series.map((one) => (
              <li key={one.key} className="flex items-center gap-1.5">
                <Swatch series={one} shape={swatch} />
                {one.name}
              </li>
            ))}
          </ul>
        )}
      </figcaption>
      <div style={{ height }} className="relative">
        {absence ? <Absence absence={absence} /> : children}
      </div>
      {table && !absence && <TableTwin title={title} table={table} />}
    </figure>
  );
}

const LEVELS = [0, 1, 2, 3, 4];

function Absence({ absence }: { absence: ChartAbsence }) {
  return (
    <div className="absolute inset-0" role={absence.kind === "loading" ? "status" : undefined}>
      <div aria-hidden="true" className={cx("absolute inset-0 flex flex-col justify-between", absence.kind === "loading" && "animate-breathe")}>
        {LEVELS.map((level) => (
          <span key={level} className="h-px bg-grid" />
        ))}
      </div>
      <p className="absolute inset-0 grid place-items-center text-center text-ink-soft">
        <span className="max-w-[44ch] bg-surface px-3 py-1 text-balance">{absence.text}</span>
      </p>
    </div>
  );
}

function TableTwin({ title, table }: { title: string; table: ChartTable }) {
  return (
    <details className="group mt-2">
      <summary className="inline-flex cursor-pointer list-none items-center gap-1 rounded-mark text-ink-soft hover:text-ink [&::-webkit-details-marker]:hidden">
        <span aria-hidden="true" className="inline-block text-[9px] transition-transform group-open:rotate-90">▶</span>
        View as table
      </summary>
      <div tabIndex={0} role="region" aria-label={`${title}, as a table`} className="mt-2 max-h-80 overflow-auto border-y border-line">
        <table className="w-full border-collapse">
          <thead>
            <tr>
              {table.columns.map((column, index) => (
                <th key={column} scope="col" className={cx("sticky top-0 h-8 bg-surface px-3 font-normal whitespace-nowrap text-ink-soft shadow-[inset_0_-1px_0_var(--color-line)]", index === 0 ? "text-left" : "text-right")}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr key={row.key} className="border-b border-line last:border-0">
                {row.cells.map((cell, index) => (
                  <td key={table.columns[index]} className={cx("h-7 px-3 whitespace-nowrap", index > 0 && "text-right")}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {table.note && <p className="mt-1 text-ink-soft">{table.note}</p>}
    </details>
  );
}
