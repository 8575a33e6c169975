/** The ways to order a table: a link in each header, and on a phone one panel with all of them. */
import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import Link from "next/link";
import { useId } from "react";
import type { Sort } from "#lib/forms/table-view.ts";
import { buttonClass } from "./button.tsx";
import { cx } from "./cx.ts";
import { LinkPending } from "./link-pending.tsx";
import { Panel } from "./panel.tsx";
import { PanelLink } from "./panel-link.tsx";
import type { SortState } from "./table.tsx";

/** `orders` says in words what comes first, upwards and downwards. */
export type SortColumn = { key: string; name: string; numeric?: boolean; orders?: [string, string] };

/** What tells the order of a table and leads to another one. */
export type Sorting = { sort: Sort; hrefOf: (sort: Sort) => string };

export function sortState({ key }: SortColumn, { sort }: Sorting): SortState | undefined {
  if (sort.by !== key) return undefined;
  return sort.descending ? "descending" : "ascending";
}

/** A press turns the order round; a column that is new to it starts with the most, or with A. */
function nextSort({ key, numeric = false }: SortColumn, { sort }: Sorting): Sort {
  return { by: key, descending: sort.by === key ? !sort.descending : numeric };
}

export function SortLink({ column, sorting }: { column: SortColumn; sorting: Sorting }) {
  const state = sortState(column, sorting);
  const Arrow = state === "descending" ? ArrowDown : ArrowUp;
  return (
    <>
      <Link
        href={sorting.hrefOf(nextSort(column, sorting))}
        scroll={false}
        prefetch={false}
        className={cx("group/sort -mx-1.5 inline-flex h-7 items-center gap-1 rounded-mark px-1.5 no-underline hover:bg-sunken hover:text-ink group-has-[[data-select]:checked]/table:invisible max-sm:hidden", column.numeric && "flex-row-reverse", state && "font-strong text-ink")}
      >
        {column.name}
        <LinkPending>
          <Arrow className={cx("size-3.5", !state && "opacity-0 group-hover/sort:opacity-60 group-focus-visible/sort:opacity-60")} />
        </LinkPending>
      </Link>
      {/* The name stays when the link is covered. */}
      <span className="sm:hidden sm:group-has-[[data-select]:checked]/table:inline">{column.name}</span>
    </>
  );
}

/** For cards, which have no header. Each column once up and once down. */
export function SortPanel({ columns, sorting }: { columns: SortColumn[]; sorting: Sorting }) {
  const id = useId();
  const current = columns.find(({ key }) => key === sorting.sort.by);
  const Arrow = sorting.sort.descending ? ArrowDown : ArrowUp;
  return (
    <>
      <button type="button" popoverTarget={id} className={cx(buttonClass({ size: "small", variant: "quiet" }), "min-w-0")}>
        {current ? <Arrow aria-hidden="true" /> : <ArrowUpDown aria-hidden="true" />}
        <span className="min-w-0 truncate">{current ? `By ${current.name.toLowerCase()}` : "Order"}</span>
        <span className="sr-only">{current && (sorting.sort.descending ? ", descending" : ", ascending")}</span>
      </button>
      <Panel id={id} label="Order" align="end">
        <ul>
          {columns.flatMap((column) => [column.numeric ?? false, !column.numeric].map((descending) => (
            <li key={`${column.key} ${descending}`}>
              <PanelLink href={sorting.hrefOf({ by: column.key, descending })} current={sorting.sort.by === column.key && sorting.sort.descending === descending} scroll={false}>
                {column.name}, {orderInWords(column, descending)}
              </PanelLink>
            </li>
          )))}
        </ul>
      </Panel>
    </>
  );
}

function orderInWords({ numeric, orders }: SortColumn, descending: boolean): string {
  const [up, down] = orders ?? (numeric ? ["lowest first", "highest first"] : ["A to Z", "Z to A"]);
  return descending ? down : up;
}
