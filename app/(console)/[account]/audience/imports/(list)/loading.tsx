/** The imports before they are there. */
import { Loading, PageHeaderSkeleton, TableSkeleton } from "#components/ui/skeleton.tsx";

export default function ImportsLoading() {
  return (
    <Loading what="imports">
      <div className="flex flex-col gap-6">
        <PageHeaderSkeleton />
        <TableSkeleton rows={6} columns={6} />
      </div>
    </Loading>
  );
}
