/** The way back up. The page itself is its title, not a crumb. */
import Link from "next/link";

export type Crumb = { href: string; label: string };

export function Breadcrumbs({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav aria-label="Where you are">
      <ol className="flex flex-wrap gap-x-1.5 text-ink-soft">
        {crumbs.map((crumb, index) => (
          <li key={crumb.href} className="flex min-w-0 gap-1.5">
            <Link href={crumb.href} className="max-w-60 truncate no-underline hover:text-ink hover:underline">
              {crumb.label}
            </Link>
            {index < crumbs.length - 1 && (
              <span aria-hidden="true" className="text-ink-faint">
                /
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
