/** The parts of a table. Below 640 px a row becomes a card; roles are spelled out, because a restyled table loses its own. */
import type { ReactNode } from "react";
import { cx } from "./cx.ts";

/** What becomes of a cell on a phone: the card's title, a fact with its name, what needs no name at its foot, or nothing. A fact that holds something marked `data-nothing` is left out of the card. */
export type Narrow = "title" | "aside" | "fact" | "foot" | "hide";

/** Scrolls sideways by itself where the window is of middling width. `data-fits` on it says that there is no need, so that its header can stick to the page. */
export const TABLE_REGION = "group/region min-w-0 sm:max-xl:overflow-x-auto sm:max-xl:data-fits:overflow-x-visible";

export function Table({ label, children, className }: { label: string; children: ReactNode; className?: string }) {
  return (
    <div className={cx(TABLE_REGION, className)}>
      <table role="table" aria-label={label} className="w-full border-separate border-spacing-0 text-left max-sm:block">
        {children}
      </table>
    </div>
  );
}

export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead role="rowgroup" className="max-sm:sr-only">
      <tr role="row">{children}</tr>
    </thead>
  );
}

export type SortState = "ascending" | "descending";

type ThProps = { numeric?: boolean; width?: string; sorted?: SortState; className?: string; children: ReactNode };

export function Th({ numeric = false, width, sorted, className, children }: ThProps) {
  return (
    <th
      role="columnheader"
      scope="col"
      aria-sort={sorted}
      style={width ? { width } : undefined}
      className={cx(
        "sticky top-0 z-10 h-9 border-b border-line bg-surface px-3 font-normal whitespace-nowrap text-ink-soft group-data-fits/region:top-(--frame-top,0px) xl:top-(--frame-top,0px)",
        // What a row under it draws beside itself must not show beside the header.
        "first:pl-0 first:shadow-[-12px_0_0_var(--color-surface)] last:pr-0 last:shadow-[12px_0_0_var(--color-surface)]",
        numeric && "text-right",
        className,
      )}
    >
      {children}
    </th>
  );
}

export function TableBody({ children }: { children: ReactNode }) {
  return (
    <tbody role="rowgroup" className="max-sm:block">
      {children}
    </tbody>
  );
}

const LIT = "hover:bg-sunken hover:shadow-[-12px_0_0_var(--color-sunken),12px_0_0_var(--color-sunken)]";
const CHOSEN = "max-sm:pl-8 has-[[data-select]:checked]:bg-accent-soft has-[[data-select]:checked]:shadow-[-12px_0_0_var(--color-accent-soft),12px_0_0_var(--color-accent-soft)]";
const CARD = "max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:gap-x-4 max-sm:gap-y-0.5 max-sm:border-b max-sm:border-line max-sm:py-3";

/** `linked` rows lead somewhere, `selectable` ones begin with a box to tick. */
export function Tr({ linked = false, selectable = false, children }: { linked?: boolean; selectable?: boolean; children: ReactNode }) {
  return (
    <tr role="row" className={cx("relative", CARD, linked && cx("group", LIT), selectable && CHOSEN)}>
      {children}
    </tr>
  );
}

type TdProps = { children: ReactNode; numeric?: boolean; narrow?: Narrow; name?: string; wrap?: boolean; title?: string };

export function Td({ children, numeric = false, narrow = "fact", name, wrap = false, title }: TdProps) {
  return (
    <td
      role="cell"
      data-name={name}
      title={title}
      className={cx(
        "h-10 border-line px-3 py-1.5 sm:border-b sm:first:pl-0 sm:last:pr-0 max-sm:h-auto max-sm:p-0",
        // Room for a few words: a cell that may break anywhere would else be squeezed to a column of letters.
        wrap ? "wrap-anywhere sm:min-w-44" : "sm:max-w-80 sm:truncate",
        numeric && "sm:text-right",
        // Room for “59 minutes ago”: a column as wide as its longest moment would move the table when that one gets a letter more.
        "sm:[&_time]:inline-block sm:[&_time]:min-w-25",
        NARROW[narrow],
        narrow === "title" && !wrap && "max-sm:line-clamp-3",
      )}
    >
      {children}
    </td>
  );
}

const NARROW: Record<Narrow, string> = {
  title: "max-sm:col-start-1 max-sm:row-start-1 max-sm:min-w-0 max-sm:text-body max-sm:wrap-anywhere",
  aside: "max-sm:col-start-2 max-sm:row-start-1 max-sm:text-right",
  fact: "max-sm:has-data-nothing:hidden max-sm:col-span-2 max-sm:flex max-sm:flex-wrap max-sm:justify-between max-sm:gap-x-4 max-sm:wrap-anywhere max-sm:before:text-ink-soft max-sm:before:content-[attr(data-name)]",
  foot: "max-sm:col-span-2 max-sm:flex max-sm:justify-end",
  hide: "max-sm:hidden",
};
