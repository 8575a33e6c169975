/** The templates of the account: which there are, and which of them can be used. */
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { NoTemplateMatches, NoTemplatesYet } from "#components/templates/no-templates.tsx";
import { languageName } from "#components/templates/language-name.ts";
import { TEMPLATE_COLUMNS } from "#components/templates/template-columns.tsx";
import { TemplateFilters } from "#components/templates/template-filters.tsx";
import { TEMPLATE_LOOK } from "#components/templates/template-look.tsx";
import { RefreshButton } from "#components/sync/refresh-button.tsx";
import { IndexPage } from "#components/patterns/index-page.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";
import { requireRight } from "#lib/auth/require-right.ts";
import { pool } from "#lib/db/connection.ts";
import { countTemplatesByStatus, listTemplateLanguages, listTemplates, TEMPLATE_PAGE_SIZE, TEMPLATE_SORTS } from "#lib/db/list-templates.ts";
import { type TemplateStatus } from "#lib/domain/states.ts";
import { TEMPLATE_CATEGORIES, TEMPLATE_STATUSES } from "#lib/domain/template-use.ts";
import { addressOf, neighbours, oneOf, pageNumber, rangeShown, searchText, type SearchParams } from "#lib/forms/search-params.ts";
import { shapeOf, tableAddresses, tableViewIn, viewParameters, type TableAddresses } from "#lib/forms/table-view.ts";
import { refresh } from "../../settings/changes/actions.ts";
import { SyncStanding } from "../../sync-standing.tsx";

export const metadata: Metadata = { title: "Templates" };

const SHAPE = shapeOf(TEMPLATE_COLUMNS, "name");

type TemplatesPageProps = { params: Promise<{ account: string }>; searchParams: Promise<SearchParams> };

export default async function TemplatesPage({ params, searchParams }: TemplatesPageProps) {
  const { account, rights } = await requireRight((await params).account, "account.see");
  const path = `/${account.slug}/templates`;
  const [search, languages] = [await searchParams, await languagesOf(account.id)];
  const view = tableViewIn(search, SHAPE);
  const page = pageNumber(search.page);
  const filter = { status: oneOf(search.status, TEMPLATE_STATUSES), category: oneOf(search.category, TEMPLATE_CATEGORIES), language: oneOf(search.language, languages), search: searchText(search.q) };
  const filters = { status: filter.status, category: filter.category, language: filter.language, q: filter.search };
  const addresses = tableAddresses({ path, shape: SHAPE, view, filters, place: { page } });
  const sort = { by: oneOf(view.sort.by, TEMPLATE_SORTS) ?? "name", descending: view.sort.descending };
  const [{ templates, total }, counts] = await Promise.all([listTemplates(pool(), account.id, { ...filter, sort, languages, page }), countTemplatesByStatus(pool(), account.id)]);
  if (page > 1 && templates.length === 0) redirect(addresses.filtered({}));
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const ways = neighbours(page, { total, size: TEMPLATE_PAGE_SIZE }, (other) => addressOf(path, { ...filters, ...viewParameters(view, SHAPE), page: other }));
  return (
    <IndexPage
      title="Templates"
      summary="What this account may say first. WhatsApp approves each one."
      secondary={rights.has("account.sync") && <RefreshButton account={account.slug} action={refresh} />}
      notice={<SyncStanding account={account} of="template" />}
      tabs={<StatusTabs addresses={addresses} current={filter.status} counts={counts} all={all} />}
      bar={all > 0 && <TemplateFilters path={path} addresses={addresses} filter={filter} languages={languages} hidden={view.hidden} />}
      foot={
        total > 0 && (
          <Pagination {...ways}>
            {rangeShown(page, { total, size: TEMPLATE_PAGE_SIZE, shown: templates.length })} {total === 1 ? "template" : "templates"}
          </Pagination>
        )
      }
    >
      <DataTable
        label="Templates"
        columns={TEMPLATE_COLUMNS}
        rows={templates}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `${path}/${id}`}
        sorting={{ sort: view.sort, hrefOf: addresses.sorted }}
        hidden={view.hidden}
        empty={all === 0 ? <NoTemplatesYet /> : <NoTemplateMatches filter={filter} clearHref={addresses.unfiltered} />}
      />
    </IndexPage>
  );
}

/** In the order of their names. */
async function languagesOf(accountId: string): Promise<string[]> {
  const codes = await listTemplateLanguages(pool(), accountId);
  return codes.sort((a, b) => languageName(a).localeCompare(languageName(b), "en"));
}

type StatusTabsProps = { addresses: TableAddresses; current: TemplateStatus | null; counts: Awaited<ReturnType<typeof countTemplatesByStatus>>; all: number };

/** A tab for every status that occurs, and for the one that is asked for. */
function StatusTabs({ addresses, current, counts, all }: StatusTabsProps) {
  const present = TEMPLATE_STATUSES.filter((status) => counts[status] !== undefined || status === current);
  const tabs = present.map((status) => ({ href: addresses.filtered({ status }), label: TEMPLATE_LOOK[status].label, count: counts[status] ?? 0, current: current === status }));
  return <TabLinks label="By status" tabs={[{ href: addresses.filtered({ status: null }), label: "All", count: all, current: current === null }, ...tabs]} />;
}
