/** The head and the cells of a table of plain numbers. */
import { formatNumber } from "#components/ui/number-format.ts";
import type { ChartColumn, PlainCell } from "./chart-table.ts";

/** In characters: what may be cut, and is said in full on hover. */
const LONG_TEXT = 24;

/** The classes of a table whose cells carry none of their own: there may be very many of them. A moment stays in view beside its numbers. */
export const TABLE_LOOK =
  "[&_td:first-child:not([dir])]:sticky [&_td:first-child:not([dir])]:left-0 [&_td:first-child:not([dir])]:bg-surface [&_td[dir]]:max-w-72 [&_td[dir]]:truncate w-full border-collapse whitespace-nowrap [&_td]:h-7 [&_td]:px-3 [&_td]:text-right [&_td:first-child]:text-left [&_td[dir]]:text-start [&_tbody_tr]:border-b [&_tbody_tr]:border-line";

export function TableHeadRow({ columns, rowIndex }: { columns: ChartColumn[]; rowIndex?: number }) {
  return (
    <thead>
      <tr aria-rowindex={rowIndex}>
        {columns.map(({ name, kind }, index) => (
          <th key={index} scope="col" dir={kind === "text" ? "auto" : undefined} className={`sticky top-0 h-8 max-w-60 ${kind === "moment" ? "left-0 z-20" : "z-10"} truncate bg-surface px-3 font-normal text-ink-soft shadow-[inset_0_-1px_0_var(--color-line)] ${index === 0 || kind === "text" ? "text-start" : "text-right"}`}>
            <bdi title={name.length > LONG_TEXT ? name : undefined}>{name}</bdi>
          </th>
        ))}
      </tr>
    </thead>
  );
}

type TableCellsProps = { columns: ChartColumn[]; row: PlainCell[]; moment: (at: number) => string };

export function TableCells({ columns, row, moment }: TableCellsProps) {
  return columns.map((column, index) => {
    const text = cellText(column, row[index] ?? null, moment);
    return (
      <td key={index} dir={column.kind === "text" ? "auto" : undefined} title={text.length > LONG_TEXT ? text : undefined}>
        {text}
      </td>
    );
  });
}

function cellText({ kind, decimals = 0 }: ChartColumn, cell: PlainCell, moment: (at: number) => string): string {
  if (cell === null) return kind === "text" ? "" : "–";
  if (typeof cell === "string") return cell;
  return kind === "moment" ? moment(cell) : formatNumber(cell, decimals);
}
