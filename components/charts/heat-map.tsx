/** One quantity by two things, such as weekday and hour: a table whose cells are tinted in five steps and keep their numbers. */
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import { formatNumber } from "#components/ui/number-format.ts";
import { absenceOf } from "./chart-absence.tsx";
import { ChartFrame } from "./chart-frame.tsx";
import type { ChartTable } from "./chart-table.ts";
import { HeatLegend } from "./heat-legend.tsx";
import { HeatReader } from "./heat-reader.tsx";
import { heatStepOf, heatStepWidth } from "./heat-scale.ts";
import { HEAT_LOOK, NOTHING_LOOK } from "./heat-look.ts";
import { TableTwin } from "./table-twin.tsx";

const CELL_PX = 36;
const ROW_PX = 34;
const HEAD_PX = 28;
const BELOW_PX = 55;

/** `short` stands in the head, `name` is said in full: “Mo”, “Monday”. */
export type HeatAxis = { key: string; name: string; short?: string };

export type HeatMapProps = {
  title: string;
  finding: ReactNode;
  rows: HeatAxis[];
  columns: HeatAxis[];
  /** By row, then by column. Null: nothing was there to be counted. */
  values: (number | null)[][];
  /** What the rows, the columns and the numbers are: “Weekday”, “Hour”, “Read”. */
  rowsName: string;
  columnsName: string;
  valueName: string;
  /** What null means: “nothing sent then”. */
  nullText: string;
  emptyText: string;
  loading?: boolean;
  decimals?: number;
  /** Whose clock the hours are: “Times in Europe/Berlin”. */
  aside?: ReactNode;
};

export function HeatMap(props: HeatMapProps) {
  const { title, finding, rows, columns, values, emptyText, loading = false, decimals = 0, nullText, valueName, aside } = props;
  const known = values.flat().filter((value) => value !== null);
  const absence = absenceOf({ loading, empty: known.length === 0, emptyText });
  const width = heatStepWidth(known.reduce((most, value) => Math.max(most, value), 0), decimals === 0);
  return (
    <ChartFrame title={title} finding={finding} height={absence ? HEAD_PX + rows.length * ROW_PX + BELOW_PX : undefined} absence={absence} twin={<TableTwin title={title} table={absence ? null : tableOf(props)} only="file" aside={aside} />}>
      <HeatReader hint="Point at a cell, or move through them with the arrow keys.">
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- a table whose cells are reached with the arrow keys is a grid */}
        <table role="grid" aria-label={title} aria-readonly="true" className="w-full table-fixed border-separate border-spacing-0.5 text-center" style={{ minWidth: headWidthOf(rows) + columns.length * (CELL_PX + 2) }}>
          <HeatHead {...props} />
          <tbody>
            {rows.map((row, index) => (
              <tr key={row.key}>
                <RowHead row={row} />
                {columns.map((column, place) => (
                  <HeatCell key={column.key} value={values[index]?.[place] ?? null} width={width} first={index === 0 && place === 0} decimals={decimals} nullText={nullText} where={`${row.name}, ${column.name}`} valueName={valueName} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </HeatReader>
      <HeatLegend width={width} decimals={decimals} valueName={valueName} nullText={known.length < rows.length * columns.length ? nullText : null} />
    </ChartFrame>
  );
}

function HeatHead({ rowsName, columnsName, rows, columns }: HeatMapProps) {
  return (
    <thead>
      <tr style={{ height: HEAD_PX }}>
        <th scope="col" style={{ width: headWidthOf(rows) }} className="sticky left-0 z-10 bg-surface"><span className="sr-only">{rowsName} by {columnsName}</span></th>
        {columns.map((column) => (
          <th key={column.key} scope="col" className="truncate font-normal text-ink-soft">
            {column.short ? <abbr title={column.name} className="no-underline">{column.short}</abbr> : column.name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function headWidthOf(rows: HeatAxis[]): number {
  return rows.every((row) => row.short) ? 44 : 112;
}

function RowHead({ row }: { row: HeatAxis }) {
  return (
    <th scope="row" className="sticky left-0 z-10 truncate bg-surface pr-2 text-left font-normal text-ink-soft">
      {row.short ? <abbr title={row.name} className="no-underline">{row.short}</abbr> : row.name}
    </th>
  );
}

type HeatCellProps = { value: number | null; width: number; first: boolean; decimals: number; nullText: string; where: string; valueName: string };

function HeatCell({ value, width, first, decimals, nullText, where, valueName }: HeatCellProps) {
  const look = value === null ? NOTHING_LOOK : HEAT_LOOK[heatStepOf(value, width)];
  const says = value === null ? nullText : `${formatNumber(value, decimals)} ${valueName.toLowerCase()}`;
  return (
    <td role="gridcell" tabIndex={first ? 0 : -1} data-says={`${where}: ${says}`} className={cx("scroll-ml-14 scroll-mr-2 rounded-mark outline-offset-0 focus-visible:outline-ink", look?.ground)} style={{ height: ROW_PX - 2, ...look?.style }}>
      {value === null ? <span className="sr-only">{nullText}</span> : compact(value, decimals)}
    </td>
  );
}

const COMPACT = new Intl.NumberFormat("en-US", { notation: "compact", maximumSignificantDigits: 2 });

/** Up to 999 as it is; beyond, what fits in a cell. The line below and the file have all of it. */
function compact(value: number, decimals: number): string {
  return value < 1_000 ? formatNumber(value, decimals) : COMPACT.format(value);
}

/** In the file, one line for each cell. */
function tableOf({ rows, columns, values, rowsName, columnsName, valueName, decimals }: HeatMapProps): ChartTable {
  return {
    columns: [{ name: rowsName, kind: "text" }, { name: columnsName, kind: "text" }, { name: valueName, kind: "number", decimals }],
    rows: rows.flatMap((row, index) => columns.map((column, place) => [row.name, column.name, values[index]?.[place] ?? null])),
  };
}
