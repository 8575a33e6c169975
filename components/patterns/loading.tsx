/** Each kind of page before it is there: the shape that it will have, so that nothing moves when it comes. */
import { SplitPage } from "#components/frame/section.tsx";
import { FilterBarSkeleton, Loading, PageHeaderSkeleton, Skeleton, TableSkeleton } from "#components/ui/skeleton.tsx";

type IndexLoadingProps = {
  what: string;
  rows?: number;
  columns?: number;
  numericFrom?: number;
  tabs?: boolean;
  /** Whether the rows can be ticked. */
  selection?: boolean;
  /** What stands above the table: a search box, and how many chips. */
  bar?: boolean;
  chips?: number;
};

export function IndexLoading({ what, rows = 12, columns = 5, numericFrom, tabs = false, selection = false, bar = false, chips = 0 }: IndexLoadingProps) {
  return (
    <Loading what={what}>
      <div className="flex flex-col gap-6">
        <HeaderShape tabs={tabs} />
        <div className="flex flex-col gap-3">
          {bar && <FilterBarSkeleton chips={chips} />}
          {!bar && chips > 0 && <ChipsShape chips={chips} />}
          <TableSkeleton rows={rows} columns={columns} selection={selection} numericFrom={numericFrom} />
        </div>
      </div>
    </Loading>
  );
}

function ChipsShape({ chips }: { chips: number }) {
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-2">
      {Array.from({ length: chips }, (_chip, chip) => (
        <Skeleton key={chip} className="h-7 w-24 rounded-full pointer-coarse:h-10" />
      ))}
    </div>
  );
}

export function DetailLoading({ what, facts = 6 }: { what: string; facts?: number }) {
  return (
    <Loading what={what}>
      <div className="flex flex-col gap-6">
        <HeaderShape />
        <SplitPage side={<TableSkeleton rows={facts} columns={2} />}>
          <TableSkeleton rows={4} columns={2} />
          <Skeleton className="h-56 w-full rounded-control" />
        </SplitPage>
      </div>
    </Loading>
  );
}

export function StepsLoading({ what }: { what: string }) {
  return (
    <Loading what={what}>
      <div className="flex flex-col gap-6">
        <HeaderShape />
        <Skeleton className="h-16 w-full rounded-control" />
        <SplitPage side={<Skeleton className="h-[420px] w-full rounded-panel" />}>
          <TableSkeleton rows={6} columns={3} />
        </SplitPage>
      </div>
    </Loading>
  );
}

export function ReportLoading({ what, list = true }: { what: string; list?: boolean }) {
  return (
    <Loading what={what}>
      <div className="flex flex-col gap-6">
        <HeaderShape />
        <Skeleton className="h-20 w-full rounded-control" />
        <Skeleton className="h-24 w-full rounded-control" />
        <SplitPage side={<Skeleton className="h-96 w-full rounded-panel" />}>
          <Skeleton className="h-80 w-full rounded-control" />
          <Skeleton className="h-56 w-full rounded-control" />
        </SplitPage>
        {list && <TableSkeleton rows={10} columns={6} />}
      </div>
    </Loading>
  );
}

function HeaderShape({ tabs = false }: { tabs?: boolean }) {
  return (
    <div>
      <PageHeaderSkeleton />
      {tabs && <Skeleton className="mt-3 h-9 w-full rounded-control" />}
    </div>
  );
}
