/** What an account does now and did lately, read from counters: never from messages. */
import type { CampaignState } from "#lib/domain/states.ts";
import type { DeliveryStep } from "#lib/domain/delivery-steps.ts";
import type { Queryable } from "./connection.ts";

const ACTIVE_CAMPAIGNS_MAX = 5;
/** Callbacks can come for a month after the launch; older campaigns no longer change. */
const STILL_CHANGING_DAYS = 31;

export type ActiveCampaign = {
  id: string;
  name: string;
  state: CampaignState;
  launchedAt: Date | null;
  /** When it starts by itself, if it does. */
  startAt: Date | null;
  /** Messages that the launch queued, and how many of them are settled one way or another. */
  queued: number;
  settled: number;
  accepted: number;
};

/** Each number counts messages once, in the time asked for. `delivered` includes those that were read since; `read` is part of it. */
export type DeliveryNumbers = { accepted: number; delivered: number; read: number; failed: number; rejected: number; unknown: number };

/** What an account already has, for showing the way to its first campaign. */
export type FirstSteps = { contacts: boolean; usableTemplate: boolean; sender: boolean; launched: boolean };

/** Campaigns that are under way or stopped half-way, running ones first; and how many there are in all. */
export async function listActiveCampaigns(db: Queryable, accountId: string): Promise<{ campaigns: ActiveCampaign[]; total: number }> {
  const { rows } = await db.query<ActiveCampaign & { total: number }>(
    `
    with active as materialized (
      select id, name, state, launched_at, start_at, queued, created_at, count(*) over ()::int as total
      from campaign
      where account_id = $1 and state in ('running', 'paused', 'held', 'scheduled')
      order by state = 'running' desc, coalesce(launched_at, created_at) desc
      limit ${ACTIVE_CAMPAIGNS_MAX}
    )
    select active.id, active.name, active.state, active.launched_at as "launchedAt", case when active.state = 'scheduled' then active.start_at end as "startAt", active.queued, active.total, done.accepted, done.settled
    from active
    cross join lateral (
      select coalesce(sum(accepted), 0)::int as accepted,
             coalesce(sum(accepted + rejected + unknown + cancelled + expired + suppressed), 0)::int as settled
      from campaign_tally tally
      where tally.account_id = $1 and tally.campaign_id = active.id
    ) as done
    order by active.state = 'running' desc, coalesce(active.launched_at, active.created_at) desc
    `,
    [accountId],
  );
  return { campaigns: rows.map(({ total, ...campaign }) => campaign), total: rows[0]?.total ?? 0 };
}

/**
 * What changed in the last `hours` hours, in steps of `stepMinutes`, oldest first, with a row for the steps in which
 * nothing did. The steps end now, not at the full minute: each is complete, so the last one does not look like a fall.
 */
export async function listDeliverySteps(db: Queryable, accountId: string, span: { hours: number; stepMinutes: number }): Promise<DeliveryStep[]> {
  const { rows } = await db.query<DeliveryStep>(
    `
    with clock as materialized (
      select date_bin('10 seconds', app_now_stable(), 'epoch') + interval '10 seconds' as until, make_interval(mins => $3) as step
    ),
    changes as (
      select date_bin((select step from clock), tally.bucket_at, (select until from clock)) as at, ${SUMS}
      ${RECENT_TALLIES}
      group by 1
    )
    select tick as at, coalesce(accepted, 0)::int as accepted, coalesce(delivered, 0)::int as delivered, coalesce(read, 0)::int as read, coalesce(failed, 0)::int as failed
    from clock
    cross join generate_series(clock.until - make_interval(hours => $2), clock.until - clock.step, clock.step) as tick
    left join changes on changes.at = tick
    order by tick
    `,
    [accountId, span.hours, span.stepMinutes],
  );
  return rows;
}

/** What changed in the last `hours` hours, in all. */
export async function sumDelivery(db: Queryable, accountId: string, hours: number): Promise<DeliveryNumbers> {
  const { rows } = await db.query<DeliveryNumbers>(`select ${SUMS} ${RECENT_TALLIES}`, [accountId, hours]);
  return rows[0] ?? { accepted: 0, delivered: 0, read: 0, failed: 0, rejected: 0, unknown: 0 };
}

/**
 * Tallies hold differences in *current* states: a message that was delivered and then read counts −1 and +1. Delivered
 * and read together say how many arrived in this time; a failure that a late delivery took back makes `failed` smaller.
 */
const SUMS = `
  coalesce(sum(tally.accepted), 0)::int as accepted,
  coalesce(sum(tally.delivered + tally.read), 0)::int as delivered,
  coalesce(sum(tally.read), 0)::int as read,
  coalesce(sum(tally.failed + tally.undelivered), 0)::int as failed,
  coalesce(sum(tally.rejected), 0)::int as rejected,
  coalesce(sum(tally.unknown), 0)::int as unknown`;

/** By campaign first, because the tallies are keyed so. */
const RECENT_TALLIES = `
  from campaign
  join campaign_tally tally on tally.account_id = campaign.account_id and tally.campaign_id = campaign.id
    and tally.bucket_at > app_now_stable() - make_interval(hours => $2)
  where campaign.account_id = $1 and campaign.launched_at > app_now_stable() - interval '${STILL_CHANGING_DAYS} days'`;

/** Which of the steps to a first campaign are done. */
export async function findFirstSteps(db: Queryable, accountId: string): Promise<FirstSteps> {
  const { rows } = await db.query<FirstSteps>(
    `
    select exists (select 1 from contact where account_id = $1) as contacts,
           exists (select 1 from template where account_id = $1 and status = 'approved') as "usableTemplate",
           exists (select 1 from sender where account_id = $1 and status = 'online') as sender,
           exists (select 1 from campaign where account_id = $1 and launched_at is not null) as launched
    `,
    [accountId],
  );
  return rows[0] ?? { contacts: false, usableTemplate: false, sender: false, launched: false };
}
