"use client";
/** The numbers of a chart once more: as a table to open, and as a file to take along. */
import { useMemo, type ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import { useZone } from "#components/ui/zone.tsx";
import { CSV_ROWS_MAX, csvFileName, csvHref, csvOf, hasSeconds, type ChartTable } from "./chart-table.ts";
import { LongTable } from "./long-table.tsx";
import { momentWriter } from "./moment-writer.ts";
import { TABLE_LOOK, TableCells, TableHeadRow } from "./table-cells.tsx";

/** More rows than these exist only while they are in view. */
const PLAIN_ROWS_MAX = 200;
const LINK = "inline-flex h-5 items-center rounded-mark text-ink-soft underline decoration-line underline-offset-3 hover:text-ink hover:decoration-current pointer-coarse:h-10";

type TableTwinProps = {
  title: string;
  /** Null while there is nothing to draw: the room is kept. */
  table: ChartTable | null;
  /** Where the chart is a table itself, only the file is offered. */
  only?: "file";
  aside?: ReactNode;
};

export function TableTwin({ title, table, only, aside }: TableTwinProps) {
  return (
    <div className="@container relative mt-2">
      {aside && <p className={cx("text-right text-ink-soft", only ? "@2xs:absolute @2xs:top-0 @2xs:right-0" : "@md:absolute @md:top-0 @md:right-0")}>{aside}</p>}
      <div className="relative min-h-5 pointer-coarse:min-h-10">
        {table && !only && <Opened title={title} table={table} />}
        {table && (
          <span className={only ? "" : "absolute top-0 left-[112px]"}>
            <CsvLink title={title} table={table} />
          </span>
        )}
      </div>
    </div>
  );
}

function Opened({ title, table }: { title: string; table: ChartTable }) {
  const label = `${title}, as a table`;
  const zone = useZone();
  const seconds = useMemo(() => hasSeconds(table), [table]);
  const moment = useMemo(() => momentWriter(zone, { seconds, zoneName: false }), [zone, seconds]);
  return (
    <details className="group">
      <summary className="inline-flex h-5 cursor-pointer list-none items-center gap-1.5 rounded-mark text-ink-soft hover:text-ink pointer-coarse:h-10 [&::-webkit-details-marker]:hidden">
        <svg aria-hidden="true" viewBox="0 0 8 8" width="8" height="8" className="transition-transform group-open:rotate-90">
          <path d="M1.5.5 6.5 4l-5 3.5z" fill="currentColor" />
        </svg>
        View as table
      </summary>
      <div className="mt-2">{table.rows.length > PLAIN_ROWS_MAX ? <LongTable label={label} table={table} moment={moment} /> : <PlainTable label={label} table={table} moment={moment} />}</div>
    </details>
  );
}

function PlainTable({ label, table: { columns, rows }, moment }: { label: string; table: ChartTable; moment: (at: number) => string }) {
  return (
    <div tabIndex={0} role="region" aria-label={label} className="max-h-80 overflow-auto border-y border-line">
      <table aria-label={label} className={`${TABLE_LOOK} [&_tbody_tr:last-child]:border-0`}>
        <TableHeadRow columns={columns} />
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              <TableCells columns={columns} row={row} moment={moment} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CsvLink({ title, table }: { title: string; table: ChartTable }) {
  const href = useMemo(() => csvHref(table), [table]);
  const words = table.rows.length > CSV_ROWS_MAX ? `Download CSV (last ${CSV_ROWS_MAX.toLocaleString("en-US")} rows)` : "Download CSV";
  const name = csvFileName(title);
  const label = `${words}: ${title}`;
  if (href !== null) return <a download={name} href={href} aria-label={label} className={LINK}>{words}</a>;
  return (
    <button type="button" aria-label={label} onClick={() => save(csvOf(table), name)} className={LINK}>
      {words}
    </button>
  );
}

/** A file too long for a link is made now, and let go once the browser has it. */
function save(csv: string, name: string): void {
  const href = URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" }));
  const link = Object.assign(document.createElement("a"), { href, download: name });
  link.click();
  URL.revokeObjectURL(href);
}
