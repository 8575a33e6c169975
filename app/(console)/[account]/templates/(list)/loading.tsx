/** The list of templates before it is there. */
import { Loading, PageHeaderSkeleton, Skeleton, TableSkeleton } from "#components/ui/skeleton.tsx";

export default function TemplatesLoading() {
  return (
    <Loading what="templates">
      <div className="flex flex-col gap-6">
        <PageHeaderSkeleton />
        <Skeleton className="h-9 w-2/5 rounded-control" />
        <TableSkeleton rows={12} columns={5} />
      </div>
    </Loading>
  );
}
