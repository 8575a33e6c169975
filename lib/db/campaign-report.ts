/** The numbers of one campaign, all from one statement, so that they agree with one another whatever happens meanwhile. */
import type { CampaignTotals } from "#lib/domain/campaign-numbers.ts";
import type { CampaignState } from "#lib/domain/states.ts";
import type { CampaignRef } from "./campaign-writes.ts";
import type { Queryable } from "./connection.ts";

/** Most points of a chart. */
const POINTS_MAX = 120;
/** Lengths of a step, in seconds: the first with which the whole span has few enough points. */
const STEPS_SECONDS = [10, 20, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400];

/** Numbers reached by the end of a step; each counts up to the totals. */
export type DeliveryPoint = { at: Date; accepted: number; delivered: number; read: number; failed: number };

export type CampaignNumbers = {
  state: CampaignState;
  launchedAt: Date | null;
  finishedAt: Date | null;
  /** The moment that all of this is true of. */
  asOf: Date;
  /** When a counter last changed, to ten seconds; null when none did. */
  changedAt: Date | null;
  totals: CampaignTotals;
  stepSeconds: number;
  /** From the launch on, oldest first; empty before the first change. */
  points: DeliveryPoint[];
};

type NumbersRow = Omit<CampaignNumbers, "points"> & { points: (Omit<DeliveryPoint, "at"> & { at: string })[] };

/** The campaign's numbers at this moment, or null when the account has no such campaign. */
export async function findCampaignNumbers(db: Queryable, ref: CampaignRef): Promise<CampaignNumbers | null> {
  const { rows } = await db.query<NumbersRow>(NUMBERS, [ref.accountId, ref.campaignId, STEPS_SECONDS]);
  const row = rows[0];
  return row ? { ...row, points: row.points.map((point) => ({ ...point, at: new Date(point.at) })) } : null;
}

/**
 * Counters hold changes of *current* states, so sums over all of them are how many stand in each state now, and sums up
 * to a step are how many stood there then. Delivered and read together say how many had reached a phone.
 */
const NUMBERS = `
with c as materialized (select * from campaign where account_id = $1 and id = $2),
tally as materialized (select t.* from campaign_tally t where t.account_id = $1 and t.campaign_id = $2),
span as materialized (
  select s.*, coalesce((select min(step) from unnest($3::int[]) as step where step * ${POINTS_MAX}::int8 >= extract(epoch from s.until - s.since)), ${STEPS_SECONDS.at(-1)}) as step
  from (
    select date_bin('10 seconds', least(c.launched_at, (select min(bucket_at) from tally)), 'epoch') as since, (select max(bucket_at) from tally) as until from c
  ) as s
),
change as (
  select date_bin(make_interval(secs => span.step), bucket_at, span.since) as at,
         sum(accepted) as accepted, sum(delivered + read) as delivered, sum(read) as read, sum(undelivered + failed) as failed
  from tally cross join span group by 1
),
point as (
  select least(tick + make_interval(secs => span.step), app_now_stable()) as at,
         sum(coalesce(accepted, 0)) over sofar as accepted, sum(coalesce(delivered, 0)) over sofar as delivered,
         sum(coalesce(read, 0)) over sofar as read, sum(coalesce(failed, 0)) over sofar as failed
  from span
  cross join generate_series(span.since, span.until, make_interval(secs => span.step)) as tick
  left join change on change.at = tick
  window sofar as (order by tick)
),
total as (
  select max(bucket_at) as changed_at,
         coalesce(sum(accepted), 0) as accepted, coalesce(sum(rejected), 0) as rejected, coalesce(sum(unknown), 0) as unknown,
         coalesce(sum(cancelled), 0) as cancelled, coalesce(sum(expired), 0) as expired, coalesce(sum(suppressed), 0) as suppressed,
         coalesce(sum(sent), 0) as sent, coalesce(sum(delivered), 0) as delivered, coalesce(sum(read), 0) as read,
         coalesce(sum(undelivered), 0) as undelivered, coalesce(sum(failed), 0) as failed
  from tally
)
select c.state, c.launched_at as "launchedAt", c.finished_at as "finishedAt", app_now_stable() as "asOf", total.changed_at as "changedAt",
       jsonb_build_object(
         'audience', c.audience, 'queued', c.queued, 'suppressedAtLaunch', c.suppressed,
         'accepted', total.accepted, 'rejected', total.rejected, 'unknown', total.unknown, 'cancelled', total.cancelled, 'expired', total.expired,
         'suppressedSince', total.suppressed, 'sent', total.sent, 'delivered', total.delivered, 'read', total.read,
         'undelivered', total.undelivered, 'failed', total.failed) as totals,
       span.step as "stepSeconds",
       coalesce((select jsonb_agg(jsonb_build_object('at', at, 'accepted', accepted, 'delivered', delivered, 'read', read, 'failed', failed) order by at) from point), '[]') as points
from c cross join span cross join total`;
