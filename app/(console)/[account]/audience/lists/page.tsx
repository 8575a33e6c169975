/** The lists of the account: who a campaign can be sent to. */
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AudienceTabs } from "#components/audience/audience-tabs.tsx";
import { ListActions, NewListButton } from "#components/audience/list-actions.tsx";
import { IndexPage } from "#components/patterns/index-page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { DataTable, type Column } from "#components/ui/data-table.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { NumberText } from "#components/ui/number-text.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { requireRole } from "#lib/auth/require-role.ts";
import { pool } from "#lib/db/connection.ts";
import { LIST_PAGE_SIZE, listLists, type ContactList } from "#lib/db/contact-lists.ts";
import { roleIncludes } from "#lib/domain/states.ts";
import { addressOf, neighbours, pageNumber, rangeShown, type SearchParams } from "#lib/forms/search-params.ts";
import { createList, deleteList, renameList } from "../actions.ts";

export const metadata: Metadata = { title: "Lists" };

type ListsPageProps = { params: Promise<{ account: string }>; searchParams: Promise<SearchParams> };

export default async function ListsPage({ params, searchParams }: ListsPageProps) {
  const { account, role } = await requireRole((await params).account, "analyst");
  const canAct = roleIncludes(role, "marketer");
  const page = pageNumber((await searchParams).page);
  const { lists, total } = await listLists(pool(), account.id, page);
  const path = `/${account.slug}/audience`;
  // The last one of this page may just have been deleted.
  if (page > 1 && lists.length === 0) redirect(`${path}/lists`);
  return (
    <IndexPage
        title="Audience"
        tabs={<AudienceTabs account={account.slug} current="lists" />}
        secondary={canAct && total > 0 && <NewListButton account={account.slug} create={createList} />}
        primary={
          canAct &&
          total > 0 && (
            <ButtonLink variant="primary" href={`${path}/imports/new`}>
              Import contacts
            </ButtonLink>
          )
        }
        foot={
          total > 0 && (
            <Pagination {...neighbours(page, { total, size: LIST_PAGE_SIZE }, (other) => addressOf(`${path}/lists`, { page: other }))}>
              {rangeShown(page, { total, size: LIST_PAGE_SIZE, shown: lists.length })} {total === 1 ? "list" : "lists"}
            </Pagination>
          )
        }
      >
        <DataTable
          label="Lists"
          columns={canAct ? [...COLUMNS, actionsColumn(account.slug)] : COLUMNS}
          rows={lists}
          rowKey={(list) => list.id}
          rowHref={(list) => `${path}?list=${list.id}`}
          empty={<NoLists account={account.slug} canAct={canAct} />}
        />
    </IndexPage>
  );
}

const COLUMNS: Column<ContactList>[] = [
  { name: "Name", cell: (list) => list.name },
  { name: "People", cell: (list) => <NumberText value={list.people} />, numeric: true, narrow: "aside" },
  { name: "Columns", cell: (list) => (list.columns.length > 0 ? <span title={list.columns.join(", ")}>{list.columns.join(", ")}</span> : <span data-nothing className="text-ink-faint">None</span>), narrow: "hide" },
  { name: "Campaigns", cell: (list) => <NumberText value={list.campaigns} />, numeric: true },
  { name: "Last import", cell: (list) => (list.importedAt ? <RelativeTime at={list.importedAt} /> : <span data-nothing className="text-ink-faint">None</span>) },
];

function actionsColumn(account: string): Column<ContactList> {
  return { name: "Actions", cell: (list) => <ListActions account={account} list={list} rename={renameList} remove={deleteList} />, numeric: true };
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
