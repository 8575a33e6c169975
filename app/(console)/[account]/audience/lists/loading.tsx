/** The lists before they are there. */
import { Loading, PageHeaderSkeleton, TableSkeleton } from "#components/ui/skeleton.tsx";

export default function ListsLoading() {
  return (
    <Loading what="lists">
      <div className="flex flex-col gap-6">
        <PageHeaderSkeleton />
        <TableSkeleton rows={6} columns={6} />
      </div>
    </Loading>
  );
}
