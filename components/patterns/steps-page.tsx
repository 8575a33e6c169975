/** A form in several steps: the steps above, this one in the middle, and at the side what stays in view through all of them. */
import type { ReactNode } from "react";
import { PageHeader, type PageHeaderProps } from "#components/frame/page-header.tsx";
import { SplitPage } from "#components/frame/section.tsx";

type StepsPageProps = PageHeaderProps & {
  /** Links to the steps; none where there is only one. */
  steps?: ReactNode;
  notices?: ReactNode;
  panel: ReactNode;
  children: ReactNode;
};

export function StepsPage({ steps, notices, panel, children, ...header }: StepsPageProps) {
  return (
    <>
      <PageHeader {...header} />
      {steps}
      {notices}
      <SplitPage side={panel}>{children}</SplitPage>
    </>
  );
}

/** The way back and the way on, at the foot of a step; always in reach. */
export function StepBar({ back, note, children }: { back?: ReactNode; note?: ReactNode; children: ReactNode }) {
  return (
    <div data-foot className="sticky bottom-0 z-20 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line bg-surface py-3 max-lg:bottom-[calc(3.5rem+env(safe-area-inset-bottom))]">
      <div className="flex min-w-0 items-center gap-2 text-ink-soft">
        {back}
        {note}
      </div>
      {children}
    </div>
  );
}
