/** The campaigns of the account, newest first. */
import type { Metadata } from "next";
import { CAMPAIGN_LOOK } from "#components/campaigns/campaign-look.tsx";
import { CampaignTable } from "#components/campaigns/campaign-table.tsx";
import { IndexPage } from "#components/patterns/index-page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { LiveRefresh } from "#components/ui/live-refresh.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import { Pagination } from "#components/ui/pagination.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";
import { requireRole } from "#lib/auth/require-role.ts";
import { pool } from "#lib/db/connection.ts";
import { CAMPAIGN_KEY, countCampaignsByState, listCampaigns, type CampaignFilter } from "#lib/db/list-campaigns.ts";
import { CAMPAIGN_STATES, roleIncludes } from "#lib/domain/states.ts";
import { cursorIn, neighboursByKey } from "#lib/forms/cursor-param.ts";
import { addressOf, oneOf, type SearchParams } from "#lib/forms/search-params.ts";

export const metadata: Metadata = { title: "Campaigns" };

type CampaignsPageProps = { params: Promise<{ account: string }>; searchParams: Promise<SearchParams> };

export default async function CampaignsPage({ params, searchParams }: CampaignsPageProps) {
  const { account, role } = await requireRole((await params).account, "analyst");
  const filter = filterFrom(await searchParams);
  const path = `/${account.slug}/campaigns`;
  const [page, counts] = await Promise.all([listCampaigns(pool(), account.id, filter), countCampaignsByState(pool(), account.id)]);
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const canCompose = roleIncludes(role, "marketer");
  const inThisList = filter.state === null ? all : (counts[filter.state] ?? 0);
  return (
    <IndexPage
        title="Campaigns"
        summary="One approved template to the people of one list, at the senders’ own rates."
        primary={canCompose && all > 0 && <NewCampaign path={path} />}
        tabs={all > 0 && <StateTabs path={path} filter={filter} counts={counts} all={all} />}
      foot={
        page.rows.length > 0 && (
          <Pagination {...neighboursByKey(page, path, { state: filter.state })}>
            {formatNumber(page.rows.length)} of {formatNumber(inThisList)} {inThisList === 1 ? "campaign" : "campaigns"}
          </Pagination>
        )
      }
    >
        <CampaignTable path={path} campaigns={page.rows} empty={all === 0 ? <NothingYet path={path} canCompose={canCompose} /> : <NothingMatches path={path} filter={filter} />} />
      <LiveRefresh active={(counts.running ?? 0) > 0} />
    </IndexPage>
  );
}

function filterFrom(search: SearchParams): CampaignFilter {
  return { state: oneOf(search.state, CAMPAIGN_STATES), cursor: cursorIn(search, CAMPAIGN_KEY) };
}

function NewCampaign({ path }: { path: string }) {
  return (
    <ButtonLink variant="primary" href={`${path}/new`}>
      New campaign
    </ButtonLink>
  );
}

type StateTabsProps = { path: string; filter: CampaignFilter; counts: Awaited<ReturnType<typeof countCampaignsByState>>; all: number };

/** A tab for every state that occurs, and for the one that is asked for. */
function StateTabs({ path, filter, counts, all }: StateTabsProps) {
  const present = CAMPAIGN_STATES.filter((state) => counts[state] !== undefined || state === filter.state);
  const tabs = present.map((state) => ({ href: addressOf(path, { state }), label: CAMPAIGN_LOOK[state].label, count: counts[state] ?? 0, current: filter.state === state }));
  return <TabLinks label="By state" tabs={[{ href: path, label: "All", count: all, current: filter.state === null }, ...tabs]} />;
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

function NothingMatches({ path, filter }: { path: string; filter: CampaignFilter }) {
  const title = filter.state && filter.cursor === null ? `No campaign is ${CAMPAIGN_LOOK[filter.state].label.toLowerCase()}` : "There is no such page";
  return (
    <Empty kind="nothing-matches" title={title} action={<ButtonLink href={path}>Show all campaigns</ButtonLink>}>
      {filter.cursor === null ? "The others are under “All”." : "The list ends before it."}
    </Empty>
  );
}
