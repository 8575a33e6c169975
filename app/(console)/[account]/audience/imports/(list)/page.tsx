/** The files that were imported, and what came of each. */
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AudienceTabs } from "#components/audience/audience-tabs.tsx";
import { FirstImport } from "#components/audience/first-import.tsx";
import { ImportBadge } from "#components/audience/import-look.tsx";
import { IndexPage } from "#components/patterns/index-page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { DataTable, type Column } from "#components/ui/data-table.tsx";
import { LiveRefresh } from "#components/ui/live-refresh.tsx";
import { NumberText } from "#components/ui/number-text.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { requireRole } from "#lib/auth/require-role.ts";
import { pool } from "#lib/db/connection.ts";
import { IMPORT_PAGE_SIZE, listImports, type ImportSummary } from "#lib/db/imports.ts";
import { roleIncludes } from "#lib/domain/states.ts";
import { addressOf, neighbours, pageNumber, rangeShown, type SearchParams } from "#lib/forms/search-params.ts";

export const metadata: Metadata = { title: "Imports" };

type ImportsPageProps = { params: Promise<{ account: string }>; searchParams: Promise<SearchParams> };

export default async function ImportsPage({ params, searchParams }: ImportsPageProps) {
  const { account, role } = await requireRole((await params).account, "analyst");
  const canAct = roleIncludes(role, "marketer");
  const page = pageNumber((await searchParams).page);
  const { imports, total } = await listImports(pool(), account.id, page);
  const path = `/${account.slug}/audience/imports`;
  if (page > 1 && imports.length === 0) redirect(path);
  return (
    <IndexPage
        title="Audience"
        tabs={<AudienceTabs account={account.slug} current="imports" />}
        primary={
          canAct &&
          total > 0 && (
            <ButtonLink variant="primary" href={`${path}/new`}>
              Import contacts
            </ButtonLink>
          )
        }
        foot={
          total > 0 && (
            <Pagination {...neighbours(page, { total, size: IMPORT_PAGE_SIZE }, (other) => addressOf(path, { page: other }))}>
              {rangeShown(page, { total, size: IMPORT_PAGE_SIZE, shown: imports.length })} {total === 1 ? "import" : "imports"}
            </Pagination>
          )
        }
      >
        <DataTable
          label="Imports"
          columns={COLUMNS}
          rows={imports}
          rowKey={({ id }) => id}
          rowHref={({ id }) => (canAct ? `${path}/${id}` : null)}
          empty={<FirstImport account={account.slug} canAct={canAct} />}
        />
        <LiveRefresh active={imports.some(({ state }) => state === "queued" || state === "running")} />
    </IndexPage>
  );
}

const COLUMNS: Column<ImportSummary>[] = [
  { name: "File", cell: ({ fileName }) => fileName },
  { name: "List", cell: ({ list }) => list.name },
  { name: "State", cell: ({ state }) => <ImportBadge state={state} quiet />, narrow: "aside" },
  { name: "Taken", cell: ({ taken, state }) => <Count value={taken} state={state} />, numeric: true },
  { name: "Duplicates", cell: ({ duplicates, state }) => <Count value={duplicates} state={state} />, numeric: true },
  { name: "Rejected", cell: ({ rejected, state }) => <Count value={rejected} state={state} />, numeric: true },
  { name: "When", cell: ({ createdAt, createdBy }) => <span title={createdBy ? `by ${createdBy}` : undefined}><RelativeTime at={createdAt} /></span> },
];

function Count({ value, state }: { value: number; state: ImportSummary["state"] }) {
  return state === "done" || state === "running" ? <NumberText value={value} /> : <span data-nothing className="text-ink-faint">–</span>;
}
