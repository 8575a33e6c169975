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

/** A table that is not there yet: the same rows, the same height. */
export function TableSkeleton({ rows = 8, columns = 5 }: { rows?: number; columns?: number }) {
  return (
    <div className="border-y border-line">
      {Array.from({ length: Math.min(rows, ROWS_MAX) + 1 }, (_row, row) => (
        <div key={row} className="flex h-10 items-center gap-6 border-b border-line px-3 last:border-0">
          {Array.from({ length: columns }, (_cell, column) => (
            <Skeleton key={column} className={cx("h-3", column === 0 ? "w-2/5" : "w-1/6")} />
          ))}
        </div>
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
