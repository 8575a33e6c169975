/** A list of like things: columns say what each cell shows and what is left of it on a phone. */
import Link from "next/link";
import type { ReactNode } from "react";
import { Table, TableBody, TableHead, Td, Th, Tr, type Narrow } from "./table.tsx";

export type Column<Row> = {
  name: string;
  cell: (row: Row) => ReactNode;
  numeric?: boolean;
  /** Lets long text run over several lines instead of being cut. */
  wrap?: boolean;
  /** On a phone: `title` (default of the first column), `aside` at its right, `fact` (default), or `hide`. */
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
};

export function DataTable<Row>({ label, columns, rows, rowKey, rowHref, empty }: DataTableProps<Row>) {
  if (rows.length === 0 && empty) return <div className="border-y border-line">{empty}</div>;
  return (
    <Table label={label}>
      <TableHead>
        {columns.map((column) => (
          <Th key={column.name} numeric={column.numeric} width={column.width}>
            {column.name}
          </Th>
        ))}
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={rowKey(row)} row={row} columns={columns} href={rowHref?.(row) ?? null} />
        ))}
      </TableBody>
    </Table>
  );
}

function Row<Row>({ row, columns, href }: { row: Row; columns: Column<Row>[]; href: string | null }) {
  return (
    <Tr linked={href !== null}>
      {columns.map((column, index) => (
        <Td key={column.name} name={column.name} numeric={column.numeric} wrap={column.wrap} narrow={column.narrow ?? (index === 0 ? "title" : "fact")}>
          {index === 0 && href !== null ? <RowLink href={href}>{column.cell(row)}</RowLink> : column.cell(row)}
        </Td>
      ))}
    </Tr>
  );
}

/** Its press area is the whole row; other links and buttons in the row stay above it with `relative z-10`. */
function RowLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="font-strong text-ink no-underline after:absolute after:inset-0 group-hover:text-accent focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus">
      {children}
    </Link>
  );
}
