/** A report: how far it is, the numbers, what they look like over time, and everybody behind them. */
import type { ReactNode } from "react";
import { PageHeader, type PageHeaderProps } from "#components/frame/page-header.tsx";
import { SplitPage } from "#components/frame/section.tsx";

type ReportPageProps = PageHeaderProps & {
  notices?: ReactNode;
  /** The one thing to know: how far it has come. */
  progress?: ReactNode;
  /** The numbers in a row, each with what it is a part of. */
  figures?: ReactNode;
  /** At the side of the charts. Without it they take the whole width. */
  side?: ReactNode;
  /** Charts, one after the other. */
  children: ReactNode;
  /** The list behind the numbers, across the whole page. */
  list?: ReactNode;
};

export function ReportPage({ notices, progress, figures, side, children, list, ...header }: ReportPageProps) {
  return (
    <>
      <PageHeader {...header} />
      {notices}
      {progress}
      {figures}
      {side ? <SplitPage side={side}>{children}</SplitPage> : <div className="flex min-w-0 flex-col gap-8">{children}</div>}
      {list}
    </>
  );
}
