/** The files that were imported, and what came of each. */
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AudienceTabs } from "#components/audience/audience-tabs.tsx";
import { FirstImport } from "#components/audience/first-import.tsx";
import { IMPORT_COLUMNS, ImportFilters } from "#components/audience/import-columns.tsx";
import { IMPORT_LOOK } from "#components/audience/import-look.tsx";
import { IndexPage } from "#components/patterns/index-page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { LiveRefresh } from "#components/ui/live-refresh.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { requireRight } from "#lib/auth/require-right.ts";
import { pool } from "#lib/db/connection.ts";
import { countImportsByState, IMPORT_PAGE_SIZE, IMPORT_SORTS, listImports } from "#lib/db/imports.ts";
import { IMPORT_STATES, type ImportState } from "#lib/domain/states.ts";
import { addressOf, neighbours, oneOf, pageNumber, rangeShown, type SearchParams } from "#lib/forms/search-params.ts";
import { shapeOf, tableAddresses, tableViewIn, viewParameters } from "#lib/forms/table-view.ts";

export const metadata: Metadata = { title: "Imports" };

type ImportsPageProps = { params: Promise<{ account: string }>; searchParams: Promise<SearchParams> };

const SHAPE = shapeOf(IMPORT_COLUMNS, "-when");

export default async function ImportsPage({ params, searchParams }: ImportsPageProps) {
  const { account, rights } = await requireRight((await params).account, "account.see");
  const canAct = rights.has("audience.change");
  const asked = await searchParams;
  const path = `/${account.slug}/audience/imports`;
  const [page, state, view] = [pageNumber(asked.page), oneOf(asked.state, IMPORT_STATES), tableViewIn(asked, SHAPE)];
  const addresses = tableAddresses({ path, shape: SHAPE, view, filters: { state }, place: { page } });
  const sort = { by: oneOf(view.sort.by, IMPORT_SORTS) ?? "when", descending: view.sort.descending };
  const [{ imports, total }, counts] = await Promise.all([listImports(pool(), account.id, page, { state, sort }), countImportsByState(pool(), account.id)]);
  if (page > 1 && imports.length === 0) redirect(addresses.filtered({}));
  const nothingYet = Object.keys(counts).length === 0;
  const ways = neighbours(page, { total, size: IMPORT_PAGE_SIZE }, (other) => addressOf(path, { state, ...viewParameters(view, SHAPE), page: other }));
  return (
    <IndexPage
      title="Audience"
      tabs={<AudienceTabs account={account.slug} current="imports" />}
      primary={canAct && !nothingYet && <ButtonLink variant="primary" href={`${path}/new`}>Import contacts</ButtonLink>}
      bar={!nothingYet && <ImportFilters addresses={addresses} state={state} counts={counts} hidden={view.hidden} />}
      foot={
        total > 0 && (
          <Pagination {...ways}>
            {rangeShown(page, { total, size: IMPORT_PAGE_SIZE, shown: imports.length })} {total === 1 ? "import" : "imports"}
          </Pagination>
        )
      }
    >
      <DataTable
        label="Imports"
        columns={IMPORT_COLUMNS}
        rows={imports}
        rowKey={({ id }) => id}
        rowHref={({ id }) => (canAct ? `${path}/${id}` : null)}
        sorting={{ sort: view.sort, hrefOf: addresses.sorted }}
        hidden={view.hidden}
        empty={nothingYet ? <FirstImport account={account.slug} canAct={canAct} /> : <NoImportMatches state={state} clearHref={addresses.unfiltered} />}
      />
      <LiveRefresh active={imports.some((each) => each.state === "queued" || each.state === "running")} />
    </IndexPage>
  );
}

function NoImportMatches({ state, clearHref }: { state: ImportState | null; clearHref: string }) {
  return (
    <Empty kind="nothing-matches" title="No import matches" action={<ButtonLink href={clearHref}>Show all imports</ButtonLink>}>
      {state && `No import has the state “${IMPORT_LOOK[state].label}”.`}
    </Empty>
  );
}
