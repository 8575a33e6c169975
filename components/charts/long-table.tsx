"use client";
/** A table of very many rows, of which only those in view exist. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import type { ChartColumn, ChartTable } from "./chart-table.ts";
import { TABLE_LOOK, TableCells, TableHeadRow } from "./table-cells.tsx";

const ROW_PX = 28;
const HEIGHT_PX = 320;
const OVERSCAN = 16;
/** Widths are fixed: rows that come and go must not move the columns. */
const COLUMN_PX: Record<ChartColumn["kind"], number> = { moment: 176, text: 200, number: 128 };

export function LongTable({ label, table, moment }: { label: string; table: ChartTable; moment: (at: number) => string }) {
  const { columns, rows } = table;
  const region = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoized: it is drawn anew with every step of the scrolling
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => region.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    useFlushSync: false,
    // What the server draws, and what stays without script.
    initialRect: { width: 0, height: HEIGHT_PX },
  });
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div ref={region} tabIndex={0} role="region" aria-label={label} style={{ maxHeight: HEIGHT_PX }} className="overflow-auto overscroll-contain border-y border-line [overflow-anchor:none]">
      <table aria-label={label} aria-rowcount={rows.length + 1} className={`${TABLE_LOOK} table-fixed`} style={{ minWidth: columns.reduce((sum, { kind }) => sum + COLUMN_PX[kind], 0) }}>
        <colgroup>
          {columns.map(({ kind }, index) => (
            <col key={index} style={{ width: COLUMN_PX[kind] }} />
          ))}
        </colgroup>
        <TableHeadRow columns={columns} rowIndex={1} />
        <tbody>
          <Spacer height={before} />
          {items.map(({ index }) => (
            <tr key={index} aria-rowindex={index + 2} style={{ height: ROW_PX }}>
              <TableCells columns={columns} row={rows[index] ?? []} moment={moment} />
            </tr>
          ))}
          <Spacer height={after} />
        </tbody>
      </table>
    </div>
  );
}

function Spacer({ height }: { height: number }) {
  return height > 0 ? <tr aria-hidden="true" style={{ height, borderWidth: 0 }} /> : null;
}
