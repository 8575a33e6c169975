/** The list of contacts before it is there. */
import { Loading, PageHeaderSkeleton, TableSkeleton } from "#components/ui/skeleton.tsx";

export default function ContactsLoading() {
  return (
    <Loading what="contacts">
      <div className="flex flex-col gap-6">
        <PageHeaderSkeleton />
        <TableSkeleton rows={12} columns={5} />
      </div>
    </Loading>
  );
}
