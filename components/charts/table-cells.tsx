/** The head and the cells of a table of plain numbers. */
import { formatNumber } from "#components/ui/number-format.ts";
import type { ChartColumn, PlainCell } from "./chart-table.ts";

/** The classes of a table whose cells carry none of their own: there may be very many of them. */
export const TABLE_LOOK =
  "w-full border-collapse whitespace-nowrap [&_td]:h-7 [&_td]:px-3 [&_td]:text-right [&_td:first-child]:text-left [&_td[dir]]:text-start [&_tbody_tr]:border-b [&_tbody_tr]:border-line";

export function TableHeadRow({ columns, rowIndex }: { columns: ChartColumn[]; rowIndex?: number }) {
  return (
    <thead>
      <tr aria-rowindex={rowIndex}>
        {columns.map(({ name, kind }, index) => (
          <th key={index} scope="col" dir={kind === "text" ? "auto" : undefined} className={`sticky top-0 z-10 h-8 max-w-60 truncate bg-surface px-3 font-normal text-ink-soft shadow-[inset_0_-1px_0_var(--color-line)] ${index === 0 || kind === "text" ? "text-start" : "text-right"}`}>
            <bdi title={name.length > 24 ? name : undefined}>{name}</bdi>
          </th>
        ))}
      </tr>
    </thead>
  );
}

type TableCellsProps = { columns: ChartColumn[]; row: PlainCell[]; moment: (at: number) => string };

export function TableCells({ columns, row, moment }: TableCellsProps) {
  return columns.map((column, index) => (
    <td key={index} dir={column.kind === "text" ? "auto" : undefined}>
      {cellText(column, row[index] ?? null, moment)}
    </td>
  ));
}

function cellText({ kind, decimals = 0 }: ChartColumn, cell: PlainCell, moment: (at: number) => string): string {
  if (cell === null) return kind === "text" ? "" : "–";
  if (typeof cell === "string") return cell;
  return kind === "moment" ? moment(cell) : formatNumber(cell, decimals);
}
