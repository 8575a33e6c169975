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

export type CampaignFilter = { state: CampaignState | null; cursor: Cursor };

/** A key is microseconds since 1970 and the id: `1795363200000000-6b1f…`. */
export const CAMPAIGN_KEY = /^(\d{1,17})-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

type CampaignRow = CampaignSummary & { key: string };

/** One page of campaigns, newest first. */
export async function listCampaigns(db: Queryable, accountId: string, filter: CampaignFilter): Promise<Page<CampaignSummary>> {
  const [, micros = null, id = null] = filter.cursor ? (CAMPAIGN_KEY.exec(filter.cursor.key) ?? []) : [];
  const backwards = filter.cursor?.direction === "before";
  const { rows } = await db.query<CampaignRow>(pageSql(backwards), [accountId, filter.state, micros, id]);
  const page = pageOf(rows, { size: CAMPAIGN_PAGE_SIZE, cursor: filter.cursor, keyOf: (row) => row.key });
  return { ...page, rows: page.rows.map(({ key, ...campaign }) => campaign) };
}

/** How many campaigns of the account stand in each state. */
export async function countCampaignsByState(db: Queryable, accountId: string): Promise<Partial<Record<CampaignState, number>>> {
  const { rows } = await db.query<{ state: CampaignState; campaigns: number }>(`select state, count(*)::int as campaigns from campaign where account_id = $1 group by state`, [accountId]);
  return Object.fromEntries(rows.map((row) => [row.state, row.campaigns]));
}

/** The page is cut out first, through campaign_recent_idx; only its campaigns are summed up. */
const pageSql = (backwards: boolean) => `
  with page as materialized (
    select * from campaign
    where account_id = $1 and ($2::campaign_state is null or state = $2)
      and ($3::bigint is null or (created_at, id) ${backwards ? ">" : "<"} (timestamptz 'epoch' + $3::bigint * interval '1 microsecond', $4::uuid))
    order by created_at ${backwards ? "asc" : "desc"}, id ${backwards ? "asc" : "desc"}
    limit ${CAMPAIGN_PAGE_SIZE + 1}
  )
  select page.id, page.name, page.state, page.queued, page.created_at as "createdAt", page.launched_at as "launchedAt", page.finished_at as "finishedAt",
         (extract(epoch from page.created_at) * 1000000)::bigint || '-' || page.id as key,
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
  order by page.created_at ${backwards ? "asc" : "desc"}, page.id ${backwards ? "asc" : "desc"}`;

const WINDOW_STARTS = `date_bin('10 seconds', app_now_stable(), 'epoch') - interval '${CAMPAIGN_RATE_WINDOW_SECONDS} seconds'`;
/** Since the launch, when that was only now. A message of which we cannot tell used its slot too. */
const ACHIEVED = `
  greatest(0, coalesce(sum(accepted + rejected + unknown) filter (where bucket_at >= ${WINDOW_STARTS}), 0))::float8
    / greatest(1, extract(epoch from app_now_stable() - greatest(page.launched_at, ${WINDOW_STARTS})))::float8`;
