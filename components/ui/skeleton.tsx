/** The shape of what is coming. Appears after 200 ms, so that what is quick never flickers. */
import { cx } from "./cx.ts";

const ROWS_MAX = 50;

/** Give it the height and width of what it stands for. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cx("block rounded-mark bg-sunken animate-late", className)} />;
}

/** Announces once that a part of the page is loading. */
export function Loading({ what, children }: { what: string; children: React.ReactNode }) {
  return (
    <div aria-busy="true">
      <span role="status" className="sr-only">
        Loading {what}…
      </span>
      {children}
    </div>
  );
}

type TableSkeletonProps = { rows?: number; columns?: number; selection?: boolean; numericFrom?: number };

/** A table that is not there yet: its header, and the same rows at the same height. On a phone, the same cards. */
export function TableSkeleton({ rows = 8, columns = 5, selection = false, numericFrom = 2 }: TableSkeletonProps) {
  return (
    <div>
      <div className="flex h-9 items-center gap-6 border-b border-line max-sm:hidden">
        <Cells columns={columns} selection={selection} numericFrom={numericFrom} head />
      </div>
      {Array.from({ length: Math.min(rows, ROWS_MAX) }, (_row, row) => (
        <div key={row} className="flex h-10 items-center gap-6 border-b border-line max-sm:h-20 max-sm:flex-wrap max-sm:content-center max-sm:gap-y-2">
          <Cells columns={columns} selection={selection} numericFrom={numericFrom} />
        </div>
      ))}
    </div>
  );
}

function Cells({ columns, selection, numericFrom, head = false }: Required<Omit<TableSkeletonProps, "rows">> & { head?: boolean }) {
  return (
    <>
      {selection && <Skeleton className="size-4 shrink-0 max-sm:hidden" />}
      {Array.from({ length: columns }, (_cell, column) => (
        <span key={column} className={cx("min-w-0", column === 0 ? "basis-2/5 max-sm:basis-full" : "flex-1", column > 1 && "max-sm:hidden")}>
          <Skeleton className={cx(head ? "h-2.5 w-12" : "h-3", !head && (column === 0 ? "w-3/5" : "w-20 max-w-full"), column >= numericFrom && "ml-auto")} />
        </span>
      ))}
    </>
  );
}

/** The search box and the chips above a table that is not there yet. */
export function FilterBarSkeleton({ chips = 2 }: { chips?: number }) {
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-2">
      <Skeleton className="h-8 w-56 rounded-control max-sm:w-full" />
      {Array.from({ length: chips }, (_chip, chip) => (
        <Skeleton key={chip} className="h-7 w-24 rounded-full" />
      ))}
    </div>
  );
}

/** The header of a page that is not there yet. */
export function PageHeaderSkeleton() {
  return (
    <div className="flex h-8 items-center justify-between">
      <Skeleton className="h-5 w-48" />
      <Skeleton className="h-8 w-32 rounded-control" />
    </div>
  );
}
