/** Tabs that are links: which one is open stands in the address. */
import Link from "next/link";
import { cx } from "./cx.ts";
import { formatNumber } from "./number-format.ts";

export type TabLink = { href: string; label: string; count?: number; current: boolean };

export function TabLinks({ label, tabs }: { label: string; tabs: TabLink[] }) {
  return (
    <nav aria-label={label} className="more-beside -mb-px flex gap-1">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          aria-current={tab.current ? "page" : undefined}
          className={cx(
            "flex h-9 items-center gap-1.5 border-b-2 px-2 whitespace-nowrap no-underline -outline-offset-2",
            tab.current ? "border-accent font-strong text-ink" : "border-transparent text-ink-soft hover:border-line hover:text-ink",
          )}
        >
          {tab.label}
          {tab.count !== undefined && <span className="font-normal text-ink-soft">{formatNumber(tab.count)}</span>}
        </Link>
      ))}
    </nav>
  );
}
