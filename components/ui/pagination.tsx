/** The way to the page before and after. Links, so that each page has its address. */
import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Button, ButtonLink } from "./button.tsx";

type PaginationProps = { previousHref: string | null; nextHref: string | null; children?: ReactNode };

/** The children say what is shown: “50 of 4,871 contacts”. */
export function Pagination({ previousHref, nextHref, children }: PaginationProps) {
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-4 pt-3">
      <p className="text-ink-soft">{children}</p>
      {(previousHref ?? nextHref) !== null && (
        <div className="flex gap-2">
          <Step href={previousHref} label="Previous" before={<ChevronLeft />} />
          <Step href={nextHref} label="Next" after={<ChevronRight />} />
        </div>
      )}
    </nav>
  );
}

function Step({ href, label, before, after }: { href: string | null; label: string; before?: ReactNode; after?: ReactNode }) {
  const content = (
    <>
      {before}
      {label}
      {after}
    </>
  );
  if (href === null) return <Button size="small" disabled>{content}</Button>;
  return <ButtonLink size="small" href={href}>{content}</ButtonLink>;
}
