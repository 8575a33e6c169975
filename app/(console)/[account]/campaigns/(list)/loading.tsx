/** The list of campaigns before it is there. */
import { Loading, PageHeaderSkeleton, TableSkeleton } from "#components/ui/skeleton.tsx";

export default function CampaignsLoading() {
  return (
    <Loading what="campaigns">
      <div className="flex flex-col gap-6">
        <PageHeaderSkeleton />
        <TableSkeleton rows={10} columns={6} />
      </div>
    </Loading>
  );
}
