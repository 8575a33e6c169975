/** The parts of a table. Below 640 px a row becomes a card; roles are spelled out, because a restyled table loses its own. */
import type { ReactNode } from "react";
import { cx } from "./cx.ts";

/** What becomes of a cell on a phone: the card's title, a fact with its name, or nothing. A fact that holds something marked `data-nothing` is left out of the card. */
export type Narrow = "title" | "aside" | "fact" | "hide";

export function Table({ label, children, className }: { label: string; children: ReactNode; className?: string }) {
  return (
    <div className={cx("min-w-0 sm:max-xl:overflow-x-auto", className)}>
      <table role="table" aria-label={label} className="w-full border-collapse text-left max-sm:block">
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

export function Th({ numeric = false, width, children }: { numeric?: boolean; width?: string; children: ReactNode }) {
  return (
    <th
      role="columnheader"
      scope="col"
      style={width ? { width } : undefined}
      className={cx("sticky top-0 z-10 h-9 xl:top-(--frame-top,0px) bg-surface px-3 font-normal whitespace-nowrap text-ink-soft shadow-[inset_0_-1px_0_var(--color-line)] first:pl-0 last:pr-0", numeric && "text-right")}
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

export function Tr({ linked = false, children }: { linked?: boolean; children: ReactNode }) {
  return (
    <tr role="row" className={cx("relative border-b border-line max-sm:grid max-sm:grid-cols-[1fr_auto] max-sm:gap-x-4 max-sm:gap-y-0.5 max-sm:py-3", linked && "group hover:bg-sunken")}>
      {children}
    </tr>
  );
}

type TdProps = { children: ReactNode; numeric?: boolean; narrow?: Narrow; name?: string; wrap?: boolean };

export function Td({ children, numeric = false, narrow = "fact", name, wrap = false }: TdProps) {
  return (
    <td
      role="cell"
      data-name={name}
      className={cx(
        "h-10 px-3 py-1.5 sm:first:pl-0 sm:last:pr-0 max-sm:h-auto max-sm:p-0",
        wrap ? "wrap-anywhere" : "sm:max-w-80 sm:truncate",
        numeric && "sm:text-right",
        NARROW[narrow],
      )}
    >
      {children}
    </td>
  );
}

const NARROW: Record<Narrow, string> = {
  title: "max-sm:col-start-1 max-sm:row-start-1 max-sm:min-w-0 max-sm:text-body max-sm:wrap-anywhere",
  aside: "max-sm:col-start-2 max-sm:row-start-1 max-sm:text-right",
  fact: "max-sm:has-data-nothing:hidden max-sm:col-span-2 max-sm:flex max-sm:flex-wrap max-sm:justify-between max-sm:gap-x-4 max-sm:before:text-ink-soft max-sm:before:content-[attr(data-name)]",
  hide: "max-sm:hidden",
};
