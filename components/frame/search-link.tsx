/** The way to the search: opens the palette, and without script leads to the page that does the same. */
import { Search } from "lucide-react";
import Link from "next/link";

export function SearchLink({ account, compact = false }: { account: string; compact?: boolean }) {
  const href = `/${account}/search`;
  if (compact)
    return (
      <Link href={href} prefetch={false} data-opens="palette" aria-label="Search" className="grid size-10 shrink-0 place-items-center rounded-control text-ink-soft hover:bg-raised hover:text-ink">
        <Search aria-hidden="true" className="size-4" />
      </Link>
    );
  return (
    <Link href={href} prefetch={false} data-opens="palette" className="mt-2 flex h-9 items-center gap-2.5 rounded-control px-2 text-ink-soft no-underline hover:bg-raised hover:text-ink">
      <Search aria-hidden="true" strokeWidth={1.75} className="size-4 shrink-0" />
      <span className="flex-1">Search</span>
      <kbd aria-hidden="true" className="grid size-5 place-items-center rounded-mark border border-line bg-surface font-sans text-[11px] text-ink-soft">
        /
      </kbd>
    </Link>
  );
}
