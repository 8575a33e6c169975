/** The campaigns of the account, newest first. */
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { CAMPAIGN_LOOK } from "#components/campaigns/campaign-look.tsx";
import { CampaignFilters } from "#components/campaigns/campaign-filters.tsx";
import { CAMPAIGN_COLUMNS, CampaignTable } from "#components/campaigns/campaign-table.tsx";
import { IndexPage } from "#components/patterns/index-page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { LiveRefresh } from "#components/ui/live-refresh.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import { Pagination } from "#components/ui/pagination.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";
import { requireRight } from "#lib/auth/require-right.ts";
import { pool } from "#lib/db/connection.ts";
import { CAMPAIGN_KEY, CAMPAIGN_SORTS, countCampaignsByState, listCampaigns } from "#lib/db/list-campaigns.ts";
import { CAMPAIGN_STATES, type CampaignState } from "#lib/domain/states.ts";
import { cursorIn, neighboursByKey } from "#lib/forms/cursor-param.ts";
import { oneOf, searchText, type SearchParams } from "#lib/forms/search-params.ts";
import { shapeOf, tableAddresses, tableViewIn, viewParameters, type TableAddresses } from "#lib/forms/table-view.ts";

export const metadata: Metadata = { title: "Campaigns" };

type CampaignsPageProps = { params: Promise<{ account: string }>; searchParams: Promise<SearchParams> };

const SHAPE = shapeOf(CAMPAIGN_COLUMNS, "-created");

export default async function CampaignsPage({ params, searchParams }: CampaignsPageProps) {
  const { account, rights } = await requireRight((await params).account, "account.see");
  const asked = await searchParams;
  const path = `/${account.slug}/campaigns`;
  const [state, search, cursor] = [oneOf(asked.state, CAMPAIGN_STATES), searchText(asked.q), cursorIn(asked, CAMPAIGN_KEY)];
  const view = tableViewIn(asked, SHAPE);
  const filters = { state, q: search };
  const addresses = tableAddresses({ path, shape: SHAPE, view, filters, place: cursor ? { [cursor.direction]: cursor.key } : {} });
  const sort = { by: oneOf(view.sort.by, CAMPAIGN_SORTS) ?? "created", descending: view.sort.descending };
  const [page, counts] = await Promise.all([listCampaigns(pool(), account.id, { state, search, sort, cursor }), countCampaignsByState(pool(), account.id, search)]);
  // The campaign that the page begins after may be gone.
  if (cursor !== null && page.rows.length === 0) redirect(addresses.filtered({}));
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const nothingYet = all === 0 && search === "";
  const canCompose = rights.has("campaign.compose");
  const inThisList = state === null ? all : (counts[state] ?? 0);
  return (
    <IndexPage
      title="Campaigns"
      summary="One approved template to the people of one list, at the senders’ own rates."
      primary={canCompose && !nothingYet && <NewCampaign path={path} />}
      tabs={!nothingYet && <StateTabs addresses={addresses} current={state} counts={counts} all={all} />}
      bar={!nothingYet && <CampaignFilters path={path} addresses={addresses} search={search} hidden={view.hidden} />}
      foot={
        page.rows.length > 0 && (
          <Pagination {...neighboursByKey(page, path, { ...filters, ...viewParameters(view, SHAPE) })}>
            {formatNumber(page.rows.length)} of {formatNumber(inThisList)} {inThisList === 1 ? "campaign" : "campaigns"}
          </Pagination>
        )
      }
    >
      <CampaignTable
        path={path}
        campaigns={page.rows}
        sorting={{ sort: view.sort, hrefOf: addresses.sorted }}
        hidden={view.hidden}
        empty={nothingYet ? <NothingYet path={path} canCompose={canCompose} /> : <NothingMatches state={state} search={search} clearHref={addresses.unfiltered} />}
      />
      <LiveRefresh active={(counts.running ?? 0) > 0} />
    </IndexPage>
  );
}

function NewCampaign({ path }: { path: string }) {
  return (
    <ButtonLink variant="primary" href={`${path}/new`}>
      New campaign
    </ButtonLink>
  );
}

type StateTabsProps = { addresses: TableAddresses; current: CampaignState | null; counts: Awaited<ReturnType<typeof countCampaignsByState>>; all: number };

/** A tab for every state that occurs, and for the one that is asked for. */
function StateTabs({ addresses, current, counts, all }: StateTabsProps) {
  const present = CAMPAIGN_STATES.filter((state) => counts[state] !== undefined || state === current);
  const tabs = present.map((state) => ({ href: addresses.filtered({ state }), label: CAMPAIGN_LOOK[state].label, count: counts[state] ?? 0, current: current === state }));
  return <TabLinks label="By state" tabs={[{ href: addresses.filtered({ state: null }), label: "All", count: all, current: current === null }, ...tabs]} />;
}

function NothingYet({ path, canCompose }: { path: string; canCompose: boolean }) {
  return (
    <Empty
      kind="nothing-yet"
      title="No campaigns yet"
      action={
        canCompose && (
          <ButtonLink variant="primary" href={`${path}/new`}>
            Create your first campaign
          </ButtonLink>
        )
      }
    >
      {canCompose ? "Pick a template and a list, see who will get it and when it will be done, then launch." : "A marketer or an admin of this account can create the first one."}
    </Empty>
  );
}

function NothingMatches({ state, search, clearHref }: { state: CampaignState | null; search: string; clearHref: string }) {
  const words = [state && `is ${CAMPAIGN_LOOK[state].label.toLowerCase()}`, search && `has “${search}” in its name`].filter(Boolean).join(" and ");
  return (
    <Empty kind="nothing-matches" title="No campaign matches" action={<ButtonLink href={clearHref}>Show all campaigns</ButtonLink>}>
      No campaign {words}.
    </Empty>
  );
}
