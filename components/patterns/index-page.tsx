/** The page of a list: what it is, how it is narrowed down, the rows, and the way to further ones. One column, full width. */
import type { ReactNode } from "react";
import { PageHeader, type PageHeaderProps } from "#components/frame/page-header.tsx";

type IndexPageProps = Omit<PageHeaderProps, "crumbs" | "badge"> & {
  /** What has to be known before the list is read. */
  notice?: ReactNode;
  /** Filters and search, above the table. */
  bar?: ReactNode;
  /** The table, or what stands in its place. */
  children: ReactNode;
  /** Below the table: how many, and the pages beside this one. */
  foot?: ReactNode;
};

export function IndexPage({ notice, bar, children, foot, ...header }: IndexPageProps) {
  return (
    <>
      <PageHeader {...header} />
      {notice}
      <div className="flex flex-col gap-3">
        {bar}
        <div>
          {children}
          {foot}
        </div>
      </div>
    </>
  );
}
