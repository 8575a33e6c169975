/** One person before they are there. */
import { Loading, PageHeaderSkeleton, TableSkeleton } from "#components/ui/skeleton.tsx";

export default function ContactLoading() {
  return (
    <Loading what="contact">
      <div className="flex flex-col gap-6">
        <PageHeaderSkeleton />
        <TableSkeleton rows={6} columns={2} />
      </div>
    </Loading>
  );
}
