/** The overview before it is there. */
import { SplitPage } from "#components/frame/section.tsx";
import { Loading, PageHeaderSkeleton, Skeleton, TableSkeleton } from "#components/ui/skeleton.tsx";

const FIGURES = ["accepted", "delivered", "read", "failed"];

export default function OverviewLoading() {
  return (
    <Loading what="the overview">
      <div className="flex flex-col gap-6">
        <PageHeaderSkeleton />
        <div className="flex flex-wrap gap-10">
          {FIGURES.map((figure) => (
            <Skeleton key={figure} className="h-[76px] w-28" />
          ))}
        </div>
        <SplitPage side={<TableSkeleton rows={3} columns={2} />}>
          <TableSkeleton rows={2} columns={3} />
          <Skeleton className="h-[300px] w-full" />
        </SplitPage>
      </div>
    </Loading>
  );
}
