/** The lists of the account: who a campaign can be sent to. */
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AudienceTabs } from "#components/audience/audience-tabs.tsx";
import { ListActions, NewListButton } from "#components/audience/list-actions.tsx";
import { LIST_COLUMNS, ListFilters, type ListRow } from "#components/audience/list-columns.tsx";
import { IndexPage } from "#components/patterns/index-page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { DataTable, type Column } from "#components/ui/data-table.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { requireRight } from "#lib/auth/require-right.ts";
import { pool } from "#lib/db/connection.ts";
import { LIST_COUNT_MAX, LIST_PAGE_SIZE, LIST_SORTS, listLists } from "#lib/db/contact-lists.ts";
import { addressOf, neighbours, oneOf, pageNumber, rangeShown, searchText, type SearchParams } from "#lib/forms/search-params.ts";
import { shapeOf, tableAddresses, tableViewIn, viewParameters } from "#lib/forms/table-view.ts";
import { createList, deleteList, renameList } from "../actions.ts";

export const metadata: Metadata = { title: "Lists" };

type ListsPageProps = { params: Promise<{ account: string }>; searchParams: Promise<SearchParams> };

const SHAPE = shapeOf(LIST_COLUMNS, "-created");

export default async function ListsPage({ params, searchParams }: ListsPageProps) {
  const { account, rights } = await requireRight((await params).account, "account.see");
  const canAct = rights.has("audience.change");
  const asked = await searchParams;
  const audience = `/${account.slug}/audience`;
  const path = `${audience}/lists`;
  const [page, search, view] = [pageNumber(asked.page), searchText(asked.q), tableViewIn(asked, SHAPE)];
  const addresses = tableAddresses({ path, shape: SHAPE, view, filters: { q: search }, place: { page } });
  const { lists, total } = await listLists(pool(), account.id, page, { search, sort: { by: oneOf(view.sort.by, LIST_SORTS) ?? "created", descending: view.sort.descending } });
  // The last one of this page may just have been deleted.
  if (page > 1 && lists.length === 0) redirect(addresses.filtered({}));
  const nothingYet = total === 0 && search === "";
  const ways = neighbours(page, { total, size: LIST_PAGE_SIZE }, (other) => addressOf(path, { q: search, ...viewParameters(view, SHAPE), page: other }));
  return (
    <IndexPage
      title="Audience"
      tabs={<AudienceTabs account={account.slug} current="lists" />}
      secondary={canAct && !nothingYet && <NewListButton account={account.slug} create={createList} />}
      primary={canAct && !nothingYet && <ButtonLink variant="primary" href={`${audience}/imports/new`}>Import contacts</ButtonLink>}
      bar={!nothingYet && <ListFilters path={path} addresses={addresses} search={search} hidden={view.hidden} />}
      foot={
        total > 0 && (
          <Pagination {...ways}>
            {rangeShown(page, { total, size: LIST_PAGE_SIZE, shown: lists.length })} {total === 1 ? "list" : "lists"}
          </Pagination>
        )
      }
    >
      <DataTable
        label="Lists"
        columns={canAct ? [...LIST_COLUMNS, actionsColumn(account.slug)] : LIST_COLUMNS}
        rows={lists.map((list) => ({ ...list, countMax: LIST_COUNT_MAX }))}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `${audience}?list=${id}`}
        sorting={{ sort: view.sort, hrefOf: addresses.sorted }}
        hidden={view.hidden}
        empty={nothingYet ? <NoLists account={account.slug} canAct={canAct} /> : <NoListMatches search={search} clearHref={addresses.unfiltered} />}
      />
    </IndexPage>
  );
}

function actionsColumn(account: string): Column<ListRow> {
  return { name: "Actions", cell: (list) => <ListActions account={account} list={list} rename={renameList} remove={deleteList} />, numeric: true, narrow: "foot" };
}

function NoListMatches({ search, clearHref }: { search: string; clearHref: string }) {
  return (
    <Empty kind="nothing-matches" title="No list matches" action={<ButtonLink href={clearHref}>Show all lists</ButtonLink>}>
      No list has “{search}” in its name.
    </Empty>
  );
}

function NoLists({ account, canAct }: { account: string; canAct: boolean }) {
  return (
    <Empty
      kind="nothing-yet"
      title="No lists yet"
      action={
        canAct && (
          <>
            <ButtonLink variant="primary" href={`/${account}/audience/imports/new`}>
              Import contacts into a list
            </ButtonLink>
            <NewListButton account={account} create={createList} />
          </>
        )
      }
    >
      A campaign is sent to a list. {canAct ? "An import fills one, and makes it on the way." : "A marketer or an admin of this account makes them."}
    </Empty>
  );
}
