/** The list of senders before it is there. */
import { Loading, PageHeaderSkeleton, TableSkeleton } from "#components/ui/skeleton.tsx";

export default function SendersLoading() {
  return (
    <Loading what="senders">
      <div className="flex flex-col gap-6">
        <PageHeaderSkeleton />
        <TableSkeleton rows={4} columns={6} />
      </div>
    </Loading>
  );
}
