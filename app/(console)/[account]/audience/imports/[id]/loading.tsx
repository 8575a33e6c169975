/** One import before it is there. */
import { Loading, PageHeaderSkeleton, TableSkeleton } from "#components/ui/skeleton.tsx";

export default function ImportLoading() {
  return (
    <Loading what="import">
      <div className="flex flex-col gap-6">
        <PageHeaderSkeleton />
        <TableSkeleton rows={8} columns={3} />
      </div>
    </Loading>
  );
}
