/** Something is under way. Appears only after 200 ms, so that quick work does not flicker. */
import { cx } from "./cx.ts";

export function Spinner({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" className={cx("size-3.5 shrink-0 animate-turn", className)} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round">
      <circle cx="8" cy="8" r="6" opacity="0.3" />
      <path d="M8 2a6 6 0 0 1 6 6" />
    </svg>
  );
}
