/** What this page is, and the one thing to do here. */
import type { ReactNode } from "react";
import { Breadcrumbs, type Crumb } from "#components/ui/breadcrumbs.tsx";

export type PageHeaderProps = {
  title: ReactNode;
  /** A status beside the title. */
  badge?: ReactNode;
  crumbs?: Crumb[];
  /** One line under the title. */
  summary?: ReactNode;
  /** The one thing to press, at the right. */
  primary?: ReactNode;
  /** Quiet buttons before it. */
  secondary?: ReactNode;
  /** Tabs along its lower edge. */
  tabs?: ReactNode;
};

export function PageHeader({ title, badge, crumbs, summary, primary, secondary, tabs }: PageHeaderProps) {
  return (
    <header className={tabs ? "border-b border-line" : undefined}>
      {crumbs && <Breadcrumbs crumbs={crumbs} />}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-64">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="line-clamp-3 text-title font-strong wrap-anywhere">{title}</h1>
            {badge}
          </div>
          {summary && <p className="mt-0.5 max-w-[70ch] text-pretty text-ink-soft">{summary}</p>}
        </div>
        {(primary ?? secondary) && (
          <div className="flex flex-wrap items-center gap-2">
            {secondary}
            {primary}
          </div>
        )}
      </div>
      {tabs && <div className="mt-3">{tabs}</div>}
    </header>
  );
}
