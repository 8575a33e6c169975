/** What became of a campaign's messages that were tried again. */
import type { CampaignRef } from "./campaign-writes.ts";
import type { Queryable } from "./connection.ts";

export type CampaignRetries = {
  /** Tries that were made again, or wait to be. */
  retried: number;
  /** Messages that are on a phone after one. */
  reachedAgain: number;
  /** Messages that wait for their next try. */
  waiting: number;
  nextAt: Date | null;
};

/** Messages that wait are counted up to so many for each sender. */
const COUNTED_MAX = 20_000;

/** The counters of a campaign's retries, and what of them still waits: read from the queue's own index. */
export async function findRetries(db: Queryable, ref: CampaignRef): Promise<CampaignRetries> {
  const { rows } = await db.query<CampaignRetries>(
    `
    with sums as materialized (
      select coalesce(sum(retried), 0)::int as retried, coalesce(sum(reached_again), 0)::int as reached from campaign_tally where account_id = $1 and campaign_id = $2
    ),
    later as materialized (
      select seen.due_at
      from campaign_sender cs
      cross join lateral (
        select m.due_at from message m
        where m.sender_id = cs.sender_id and m.campaign_id = cs.campaign_id and m.state = 'queued' and m.due_at > app_now_stable() and m.retries > 0
        order by m.due_at limit ${COUNTED_MAX}
      ) as seen
      where cs.account_id = $1 and cs.campaign_id = $2 and (select retried from sums) > 0
    )
    select sums.retried, sums.reached as "reachedAgain", (select count(*)::int from later) as waiting, (select min(due_at) from later) as "nextAt" from sums
    `,
    [ref.accountId, ref.campaignId],
  );
  return rows[0] ?? { retried: 0, reachedAgain: 0, waiting: 0, nextAt: null };
}
