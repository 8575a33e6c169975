/** The page of one thing: what happens with it in the middle, the facts at its side. */
import type { ReactNode } from "react";
import { PageHeader, type PageHeaderProps } from "#components/frame/page-header.tsx";
import { SplitPage } from "#components/frame/section.tsx";

type DetailPageProps = PageHeaderProps & {
  /** What needs to be seen before anything else. */
  notices?: ReactNode;
  /** Facts about the thing, or how it looks. */
  side: ReactNode;
  /** On a phone, the side comes before the rest. */
  sideFirst?: boolean;
  /** One section after the other. */
  children: ReactNode;
};

export function DetailPage({ notices, side, sideFirst, children, ...header }: DetailPageProps) {
  return (
    <>
      <PageHeader {...header} />
      {notices}
      <SplitPage side={side} sideFirst={sideFirst}>
        {children}
      </SplitPage>
    </>
  );
}
