/** The name and its mark: five beats. */
import { cx } from "#components/ui/cx.ts";

export function BrandMark({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" className={cx("text-accent", className)}>
      <path d="M2.5 8.5v3M6.25 3v14M10 7v6M13.75 5v10M17.5 8.5v3" />
    </svg>
  );
}

export function Brand() {
  return (
    <span className="inline-flex items-center gap-2 text-body font-strong tracking-[-0.01em] text-ink">
      <BrandMark />
      Drumbeat
    </span>
  );
}
