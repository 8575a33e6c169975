/** A report before it is there. */
import { SplitPage } from "#components/frame/section.tsx";
import { Loading, PageHeaderSkeleton, Skeleton, TableSkeleton } from "#components/ui/skeleton.tsx";

export default function ReportLoading() {
  return (
    <Loading what="the report">
      <div className="flex flex-col gap-6">
        <PageHeaderSkeleton />
        <Skeleton className="h-20 w-full" />
        <Skeleton className="h-24 w-full" />
        <SplitPage side={<Skeleton className="h-96 w-full rounded-panel" />}>
          <Skeleton className="h-80 w-full" />
          <Skeleton className="h-56 w-full" />
        </SplitPage>
        <TableSkeleton rows={10} columns={6} />
      </div>
    </Loading>
  );
}
