/** A step of the composer before it is there. */
import { SplitPage } from "#components/frame/section.tsx";
import { Loading, PageHeaderSkeleton, Skeleton, TableSkeleton } from "#components/ui/skeleton.tsx";

export default function ComposeLoading() {
  return (
    <Loading what="the draft">
      <div className="flex flex-col gap-6">
        <PageHeaderSkeleton />
        <Skeleton className="h-16 w-full" />
        <SplitPage side={<Skeleton className="h-96 w-full rounded-panel" />}>
          <TableSkeleton rows={8} columns={3} />
        </SplitPage>
      </div>
    </Loading>
  );
}
