/** The campaigns of an account: one row tells everything, from counters alone. */
import type { Cursor, Page } from "#lib/domain/keyset.ts";
import { pageOf } from "#lib/domain/keyset.ts";
import type { CampaignState } from "#lib/domain/states.ts";
import type { Queryable } from "./connection.ts";

export const CAMPAIGN_PAGE_SIZE = 25;
/** Counters are kept per ten seconds; the rate is what two full ones say. */
export const CAMPAIGN_RATE_WINDOW_SECONDS = 20;

export type CampaignSummary = {
  id: string;
  name: string;
  state: CampaignState;
  template: string | null;
  list: string | null;
  createdAt: Date;
  launchedAt: Date | null;
  /** When it starts by itself; null is when it is launched. */
  startAt: Date | null;
  finishedAt: Date | null;
  /** Messages that the launch queued; how many of them are settled, and how many Twilio accepted. */
  queued: number;
  settled: number;
  accepted: number;
  /** On a phone, read or not. */
  delivered: number;
  /** Messages per second that left lately, and that its senders are set to. */
  achieved: number;
  configured: number;
};

export const CAMPAIGN_SORTS = ["created", "name", "queued"] as const;
export type CampaignSort = { by: (typeof CAMPAIGN_SORTS)[number]; descending: boolean };
export type CampaignFilter = {
  state: CampaignState | null;
  /** Any part of the name; empty for every campaign. */
  search: string;
  sort: CampaignSort;
  cursor: Cursor;
};

/** A key is a number and the id: `1795363200000000-6b1f…`. The number is the moment in microseconds since 1970, or what was queued; by name it says nothing, and the name is looked up. */
export const CAMPAIGN_KEY = /^(\d{1,17})-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

type CampaignRow = CampaignSummary & { key: string };

/** One page of campaigns. */
export async function listCampaigns(db: Queryable, accountId: string, filter: CampaignFilter): Promise<Page<CampaignSummary>> {
  const [, number = null, id = null] = filter.cursor ? (CAMPAIGN_KEY.exec(filter.cursor.key) ?? []) : [];
  const upwards = (filter.cursor?.direction === "before") === filter.sort.descending;
  const { rows } = await db.query<CampaignRow>(pageSql(filter.sort.by, upwards), [accountId, filter.search, filter.state, number, id]);
  const page = pageOf(rows, { size: CAMPAIGN_PAGE_SIZE, cursor: filter.cursor, keyOf: (row) => row.key });
  return { ...page, rows: page.rows.map(({ key, ...campaign }) => campaign) };
}

/** How many campaigns of the account, or of those with a name like this, stand in each state. */
export async function countCampaignsByState(db: Queryable, accountId: string, search = ""): Promise<Partial<Record<CampaignState, number>>> {
  const { rows } = await db.query<{ state: CampaignState; campaigns: number }>(`select state, count(*)::int as campaigns from campaign where account_id = $1 and ${NAMED} group by state`, [accountId, search]);
  return Object.fromEntries(rows.map((row) => [row.state, row.campaigns]));
}

/** What is searched for is text and not a pattern. */
const NAMED = `($2 = '' or position(lower($2) in lower(name)) > 0)`;

/** Where a campaign stands, what its key says of it, and where the campaign of a key stood. */
const PLACE: Record<CampaignSort["by"], { of: string; key: string; from: string }> = {
  created: { of: "created_at", key: "(extract(epoch from page.place) * 1000000)::bigint", from: "timestamptz 'epoch' + $4::bigint * interval '1 microsecond'" },
  queued: { of: "queued::bigint", key: "page.place", from: "$4::bigint" },
  name: { of: "lower(name)", key: "0", from: "(select lower(name) from campaign where account_id = $1 and id = $5 and $4::bigint is not null)" },
};

/** The page is cut out first, by age through campaign_recent_idx; by name or size, the thousands of an account are sorted. Only its campaigns are summed up. */
const pageSql = (by: CampaignSort["by"], upwards: boolean) => `
  with page as materialized (
    select *, ${PLACE[by].of} as place from campaign
    where account_id = $1 and ${NAMED} and ($3::campaign_state is null or state = $3)
      and ($5::uuid is null or (${PLACE[by].of}, id) ${upwards ? ">" : "<"} (${PLACE[by].from}, $5::uuid))
    order by place ${upwards ? "asc" : "desc"}, id ${upwards ? "asc" : "desc"}
    limit ${CAMPAIGN_PAGE_SIZE + 1}
  )
  select page.id, page.name, page.state, page.queued, page.created_at as "createdAt", page.launched_at as "launchedAt", page.start_at as "startAt", page.finished_at as "finishedAt",
         ${PLACE[by].key} || '-' || page.id as key,
         template.name as template, list.name as list, done.settled, done.accepted, done.delivered, done.achieved, pool.configured
  from page
  left join template on template.account_id = page.account_id and template.id = page.template_id
  left join contact_list list on list.account_id = page.account_id and list.id = page.list_id
  cross join lateral (
    select coalesce(sum(accepted + rejected + unknown + cancelled + expired + suppressed), 0)::int as settled,
           coalesce(sum(accepted), 0)::int as accepted,
           coalesce(sum(delivered + read), 0)::int as delivered,
           ${ACHIEVED} as achieved
    from campaign_tally tally where tally.account_id = page.account_id and tally.campaign_id = page.id
  ) as done
  cross join lateral (
    select coalesce(sum(gate.mps), 0)::float8 as configured
    from campaign_sender mine join sender_gate gate on gate.account_id = mine.account_id and gate.sender_id = mine.sender_id
    where mine.account_id = page.account_id and mine.campaign_id = page.id
  ) as pool
  order by page.place ${upwards ? "asc" : "desc"}, page.id ${upwards ? "asc" : "desc"}`;

const WINDOW_STARTS = `date_bin('10 seconds', app_now_stable(), 'epoch') - interval '${CAMPAIGN_RATE_WINDOW_SECONDS} seconds'`;
/** Since the launch, when that was only now. A message of which we cannot tell used its slot too. */
const ACHIEVED = `
  greatest(0, coalesce(sum(accepted + rejected + unknown) filter (where bucket_at >= ${WINDOW_STARTS}), 0))::float8
    / greatest(1, extract(epoch from app_now_stable() - greatest(page.launched_at, ${WINDOW_STARTS})))::float8`;
