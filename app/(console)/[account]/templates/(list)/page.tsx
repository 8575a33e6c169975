/** The templates of the account: which there are, and which of them can be used. */
import type { Metadata } from "next";
import { IndexPage } from "#components/patterns/index-page.tsx";
import { languageName } from "#components/templates/language-name.ts";
import { TemplateFilters } from "#components/templates/template-filters.tsx";
import { CATEGORY_LABEL, TEMPLATE_LOOK, TemplateBadge } from "#components/templates/template-look.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { DataTable, type Column } from "#components/ui/data-table.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";
import { OutsideLink } from "#components/ui/text-link.tsx";
import { requireRole } from "#lib/auth/require-role.ts";
import { pool } from "#lib/db/connection.ts";
import { countTemplatesByStatus, listTemplates, TEMPLATE_PAGE_SIZE, type TemplateFilter, type TemplateSummary } from "#lib/db/list-templates.ts";
import { TEMPLATE_CATEGORIES, TEMPLATE_STATUSES } from "#lib/domain/template-use.ts";
import { addressOf, neighbours, oneOf, pageNumber, rangeShown, searchText, type SearchParams } from "#lib/forms/search-params.ts";

export const metadata: Metadata = { title: "Templates" };

type TemplatesPageProps = { params: Promise<{ account: string }>; searchParams: Promise<SearchParams> };

export default async function TemplatesPage({ params, searchParams }: TemplatesPageProps) {
  const { account } = await requireRole((await params).account, "analyst");
  const filter = filterFrom(await searchParams);
  const path = `/${account.slug}/templates`;
  const [{ templates, total }, counts] = await Promise.all([listTemplates(pool(), account.id, filter), countTemplatesByStatus(pool(), account.id)]);
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const address = (page: number) => addressOf(path, { status: filter.status, category: filter.category, q: filter.search, page });
  return (
    <IndexPage
      title="Templates"
      summary="What this account may say first. WhatsApp approves each one."
      tabs={<StatusTabs path={path} filter={filter} counts={counts} all={all} />}
      bar={all > 0 && <TemplateFilters path={path} {...filter} />}
      foot={
        total > 0 && (
          <Pagination {...neighbours(filter.page, { total, size: TEMPLATE_PAGE_SIZE }, address)}>
            {rangeShown(filter.page, { total, size: TEMPLATE_PAGE_SIZE, shown: templates.length })} {total === 1 ? "template" : "templates"}
          </Pagination>
        )
      }
    >
        <DataTable label="Templates" columns={COLUMNS} rows={templates} rowKey={(row) => row.id} rowHref={(row) => `${path}/${row.id}`} empty={all === 0 ? <NothingYet /> : <NothingMatches path={path} filter={filter} />} />
    </IndexPage>
  );
}

const COLUMNS: Column<TemplateSummary>[] = [
  { name: "Name", cell: (template) => template.name },
  { name: "Language", cell: (template) => languageName(template.language) },
  { name: "Category", cell: (template) => CATEGORY_LABEL[template.category] },
  { name: "Status", cell: (template) => <TemplateBadge status={template.status} quiet />, narrow: "aside" },
  { name: "Variables", cell: (template) => template.variableCount, numeric: true, narrow: "hide" },
];

function filterFrom(search: SearchParams): TemplateFilter {
  return { status: oneOf(search.status, TEMPLATE_STATUSES), category: oneOf(search.category, TEMPLATE_CATEGORIES), search: searchText(search.q), page: pageNumber(search.page) };
}

type StatusTabsProps = { path: string; filter: TemplateFilter; counts: Awaited<ReturnType<typeof countTemplatesByStatus>>; all: number };

/** A tab for every status that occurs, and for the one that is asked for. */
function StatusTabs({ path, filter, counts, all }: StatusTabsProps) {
  const kept = { category: filter.category, q: filter.search };
  const present = TEMPLATE_STATUSES.filter((status) => counts[status] !== undefined || status === filter.status);
  const tabs = present.map((status) => ({ href: addressOf(path, { status, ...kept }), label: TEMPLATE_LOOK[status].label, count: counts[status] ?? 0, current: filter.status === status }));
  return <TabLinks label="By status" tabs={[{ href: addressOf(path, kept), label: "All", count: all, current: filter.status === null }, ...tabs]} />;
}

function NothingYet() {
  return (
    <Empty
      kind="nothing-yet"
      title="No templates yet"
      action={<OutsideLink href="https://console.twilio.com/us1/develop/sms/content-template-builder">Open Twilio’s Content Template Builder</OutsideLink>}
    >
      Templates are made in Twilio and approved by WhatsApp. They appear here once Twilio knows them.
    </Empty>
  );
}

function NothingMatches({ path, filter }: { path: string; filter: TemplateFilter }) {
  const asked = [filter.status && `are ${TEMPLATE_LOOK[filter.status].label.toLowerCase()}`, filter.category && `are for ${CATEGORY_LABEL[filter.category].toLowerCase()}`, filter.search && `have “${filter.search}” in their name`];
  const words = asked.filter(Boolean).join(" and ");
  return (
    <Empty kind="nothing-matches" title={words ? "No template matches" : "There is no such page"} action={<ButtonLink href={path}>Show all templates</ButtonLink>}>
      {words ? `No templates ${words}.` : "The list ends before it."}
    </Empty>
  );
}
