/** The senders of the account: who may send, how fast, and what each is doing. */
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { IndexPage } from "#components/patterns/index-page.tsx";
import { RefreshButton } from "#components/sync/refresh-button.tsx";
import { AccountHolds } from "#components/senders/account-holds.tsx";
import { SENDER_COLUMNS, SenderFilters } from "#components/senders/sender-columns.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { LiveRefresh } from "#components/ui/live-refresh.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { requireRight } from "#lib/auth/require-right.ts";
import { pool } from "#lib/db/connection.ts";
import { findEngineState } from "#lib/db/find-engine-state.ts";
import { listSenders, SENDER_PAGE_SIZE, SENDER_SORTS } from "#lib/db/list-senders.ts";
import { addressOf, neighbours, oneOf, pageNumber, rangeShown, searchText, type SearchParams } from "#lib/forms/search-params.ts";
import { shapeOf, tableAddresses, tableViewIn, viewParameters } from "#lib/forms/table-view.ts";
import { refresh } from "../../settings/changes/actions.ts";
import { clearHold, letGo, stopAll } from "../actions.ts";
import { SyncStanding } from "../../sync-standing.tsx";

export const metadata: Metadata = { title: "Senders" };

type SendersPageProps = { params: Promise<{ account: string }>; searchParams: Promise<SearchParams> };

const SHAPE = shapeOf(SENDER_COLUMNS, "name");

export default async function SendersPage({ params, searchParams }: SendersPageProps) {
  const { account, rights } = await requireRight((await params).account, "account.see");
  const asked = await searchParams;
  const path = `/${account.slug}/senders`;
  const [page, search, view] = [pageNumber(asked.page), searchText(asked.q), tableViewIn(asked, SHAPE)];
  const addresses = tableAddresses({ path, shape: SHAPE, view, filters: { q: search }, place: { page } });
  const [{ senders, total }, engine] = await Promise.all([listSenders(pool(), account.id, page, { search, sort: { by: oneOf(view.sort.by, SENDER_SORTS) ?? "name", descending: view.sort.descending } }), findEngineState(pool(), account.id)]);
  if (page > 1 && senders.length === 0) redirect(addresses.filtered({}));
  const nothingYet = total === 0 && search === "";
  const ways = neighbours(page, { total, size: SENDER_PAGE_SIZE }, (other) => addressOf(path, { q: search, ...viewParameters(view, SHAPE), page: other }));
  return (
    <IndexPage
      title="Senders"
      summary="The numbers this account writes from. Each has its own rate; all of one business portfolio share its daily reach."
      secondary={
        rights.has("sender.stop") && (
          <>
            <RefreshButton account={account.slug} action={refresh} />
            <AccountHolds account={account} engine={engine} canStop isAdmin={rights.has("account.change")} stopAll={stopAll} letGo={letGo} clear={clearHold} />
          </>
        )
      }
      notice={<SyncStanding account={account} of="sender" />}
      bar={!nothingYet && <SenderFilters path={path} addresses={addresses} search={search} hidden={view.hidden} />}
      foot={
        total > 0 && (
          <Pagination {...ways}>
            {rangeShown(page, { total, size: SENDER_PAGE_SIZE, shown: senders.length })} {total === 1 ? "sender" : "senders"}
          </Pagination>
        )
      }
    >
      <DataTable
        label="Senders"
        columns={SENDER_COLUMNS}
        rows={senders}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `${path}/${id}`}
        sorting={{ sort: view.sort, hrefOf: addresses.sorted }}
        hidden={view.hidden}
        empty={nothingYet ? <NoSenders sandbox={account.kind === "sandbox"} /> : <NoSenderMatches search={search} clearHref={addresses.unfiltered} />}
      />
      <LiveRefresh active={senders.some(({ achieved }) => achieved > 0)} />
    </IndexPage>
  );
}

function NoSenderMatches({ search, clearHref }: { search: string; clearHref: string }) {
  return (
    <Empty kind="nothing-matches" title="No sender matches" action={<ButtonLink href={clearHref}>Show all senders</ButtonLink>}>
      No sender has “{search}” in its name or number.
    </Empty>
  );
}

function NoSenders({ sandbox }: { sandbox: boolean }) {
  return (
    <Empty kind="nothing-yet" title="No senders yet">
      {sandbox
        ? "The sandbox brings one sender of its own. It appears here once the account’s credentials have been checked with Twilio."
        : "WhatsApp senders are registered in Twilio. They appear here once Twilio knows them."}
    </Empty>
  );
}
