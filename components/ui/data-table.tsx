/** A list of like things: columns say what each cell shows, how it is sorted, and what is left of it on a phone. */
import Link from "next/link";
import type { ReactNode } from "react";
import { BulkBar } from "./bulk-bar.tsx";
import { TableKeys } from "./table-keys.tsx";
import { SelectCell, SelectPage, SelectPageHead, type Selection } from "./table-selection.tsx";
import { SortLink, SortPanel, sortState, type SortColumn, type Sorting } from "./table-sort.tsx";
import { Table, TableBody, TableHead, Td, Th, Tr, type Narrow } from "./table.tsx";

export type Column<Row> = {
  /** Names the column in the address: needed to sort by it or to hide it. */
  key?: string;
  name: string;
  cell: (row: Row) => ReactNode;
  /** The whole text of a cell that may be cut; known already where the cell is plain text. */
  text?: (row: Row) => string;
  numeric?: boolean;
  sortable?: boolean;
  /** What comes first, upwards and downwards: ["earliest first", "latest first"]. */
  orders?: [string, string];
  /** Cannot be hidden. The first column never can. */
  essential?: boolean;
  /** Not shown until it is chosen: a table begins with seven columns at most. */
  extra?: boolean;
  /** Lets long text run over several lines instead of being cut. */
  wrap?: boolean;
  /** On a phone: `title` (default of the first column), `aside` at its right, `fact`, or `hide`. Without a word of it, the first three are facts. */
  narrow?: Narrow;
  width?: string;
};

export type DataTableProps<Row> = {
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** Where a row leads; its first cell becomes the link and the whole row can be pressed. */
  rowHref?: (row: Row) => string | null;
  /** Stands in the place of the rows when there are none. */
  empty?: ReactNode;
  sorting?: Sorting;
  /** Keys of the columns that are left out. */
  hidden?: string[];
  selection?: Selection<Row>;
};

type Shown<Row> = Column<Row> & { narrow: Narrow };

export function DataTable<Row>({ label, columns, rows, rowKey, rowHref, empty, sorting, hidden = [], selection }: DataTableProps<Row>) {
  const shown = shownColumns(columns, hidden);
  const bare = rows.length === 0;
  return (
    <TableKeys>
      {selection && !bare && (
        <BulkBar form={selection.form} noun={selection.noun}>
          {selection.actions}
        </BulkBar>
      )}
      {!bare && <CardsHead sortable={sortableOf(shown)} sorting={sorting} noun={selection?.noun} />}
      <Table label={label}>
        <TableHead>
          {selection && <SelectPageHead noun={selection.noun} />}
          {shown.map((column) => (
            <HeadCell key={column.key ?? column.name} column={column} sorting={sorting} />
          ))}
        </TableHead>
        <TableBody>
          {bare && empty && <NoRows columns={shown.length + (selection ? 1 : 0)}>{empty}</NoRows>}
          {rows.map((row) => (
            <RowOf key={rowKey(row)} id={rowKey(row)} row={row} columns={shown} href={rowHref?.(row) ?? null} selection={selection} />
          ))}
        </TableBody>
      </Table>
    </TableKeys>
  );
}

const FACTS_MAX = 3;

function shownColumns<Row>(columns: Column<Row>[], hidden: string[]): Shown<Row>[] {
  let facts = 0;
  return columns.flatMap((column, index) => {
    if (index > 0 && !column.essential && column.key !== undefined && hidden.includes(column.key)) return [];
    const usual = index === 0 ? "title" : facts < FACTS_MAX ? "fact" : "hide";
    const narrow = column.narrow ?? usual;
    if (narrow === "fact") facts += 1;
    return [{ ...column, narrow }];
  });
}

function sortableOf<Row>(columns: Column<Row>[]): SortColumn[] {
  return columns.flatMap(({ key, name, numeric, sortable, orders }) => (sortable && key !== undefined ? [{ key, name, numeric, orders }] : []));
}

function HeadCell<Row>({ column, sorting }: { column: Shown<Row>; sorting?: Sorting }) {
  const [sortable] = sorting ? sortableOf([column]) : [];
  return (
    <Th numeric={column.numeric} width={column.width} sorted={sortable && sorting && sortState(sortable, sorting)}>
      {sortable && sorting ? <SortLink column={sortable} sorting={sorting} /> : column.name}
    </Th>
  );
}

/** On a phone, cards have no header: choosing all and the order stand above them. */
function CardsHead({ sortable, sorting, noun }: { sortable: SortColumn[]; sorting?: Sorting; noun?: [string, string] }) {
  const ordered = sorting && sortable.length > 0;
  if (!noun && !ordered) return null;
  return (
    <div className="flex min-h-10 items-center justify-between gap-3 border-b border-line sm:hidden">
      {noun ? <SelectPage noun={noun} /> : <span />}
      {ordered && <SortPanel columns={sortable} sorting={sorting} />}
    </div>
  );
}

function NoRows({ columns, children }: { columns: number; children: ReactNode }) {
  return (
    <tr role="row" className="max-sm:block">
      <td role="cell" colSpan={columns} className="border-b border-line p-0 max-sm:block max-sm:border-t">
        {children}
      </td>
    </tr>
  );
}

type RowProps<Row> = { id: string; row: Row; columns: Shown<Row>[]; href: string | null; selection?: Selection<Row> };

function RowOf<Row>({ id, row, columns, href, selection }: RowProps<Row>) {
  return (
    <Tr linked={href !== null} selectable={selection !== undefined}>
      {selection && <SelectCell form={selection.form} name={selection.name} value={id} label={selection.label(row)} />}
      {columns.map((column, index) => {
        const content = column.cell(row);
        const text = column.text?.(row) ?? (typeof content === "string" ? content : undefined);
        return (
          <Td key={column.key ?? column.name} name={column.name} numeric={column.numeric} wrap={column.wrap} narrow={column.narrow} title={column.wrap ? undefined : text}>
            {index === 0 && href !== null ? <RowLink href={href}>{content}</RowLink> : content}
          </Td>
        );
      })}
    </Tr>
  );
}

/** Its press area is the whole row; other links and buttons in the row stay above it with `relative z-10`. */
function RowLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      data-row-link
      className="font-strong text-ink no-underline after:absolute after:inset-0 group-hover:text-accent focus-visible:outline-none focus-visible:after:rounded-control focus-visible:after:outline-2 focus-visible:after:outline-focus sm:focus-visible:after:-inset-x-2"
    >
      {children}
    </Link>
  );
}
