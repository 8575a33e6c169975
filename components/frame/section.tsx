/** A part of a page with its own heading, and the two-column shape of pages about one thing. */
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";

type SectionProps = { title: string; summary?: ReactNode; action?: ReactNode; children: ReactNode; className?: string };

export function Section({ title, summary, action, children, className }: SectionProps) {
  return (
    <section aria-label={title} className={cx("min-w-0", className)}>
      <div className="mb-3 flex flex-wrap items-end justify-between gap-x-4 gap-y-1">
        <div>
          <h2 className="text-body font-strong">{title}</h2>
          {summary && <p className="max-w-[70ch] text-pretty text-ink-soft">{summary}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}

/** Facts or a permanent panel at the side, the work in the middle. On a phone the panel comes first or last. */
export function SplitPage({ children, side, sideFirst = false }: { children: ReactNode; side: ReactNode; sideFirst?: boolean }) {
  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_320px]">
      <div className="flex min-w-0 flex-col gap-8">{children}</div>
      <aside aria-label="Details" className={cx("flex min-w-0 flex-col gap-6 lg:sticky lg:top-14 lg:self-start", sideFirst && "max-lg:order-first")}>{side}</aside>
    </div>
  );
}

/** A page of its own in the middle of the window: sign-in, not found, a failure. */
export function LonePage({ brand, children }: { brand: ReactNode; children: ReactNode }) {
  return (
    <main id="content" className="grid min-h-dvh place-items-center bg-canvas px-4 py-12">
      <div className="w-full max-w-[380px]">
        <div className="mb-6">{brand}</div>
        <div className="rounded-panel border border-line bg-surface p-6">{children}</div>
      </div>
    </main>
  );
}
