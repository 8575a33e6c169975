/** What one sender did in the last minutes and what it still has to do. */
import type { CampaignState } from "#lib/domain/states.ts";
import type { Queryable } from "./connection.ts";

/** Queued messages are counted up to here; beyond it the campaigns' counters give the number. */
const QUEUE_COUNTED_MAX = 5_000;
const CAMPAIGNS_SHOWN_MAX = 10;

export type SenderRef = { accountId: string; senderId: string };
export type Departures = { at: Date; departed: number };
export type SenderCampaign = { id: string; name: string; state: CampaignState };
export type SenderQueue = { messages: number; exact: boolean };

/** Departures in each of the last `seconds` seconds, oldest first, with a row for the seconds in which nothing left. */
export async function listDepartures(db: Queryable, { accountId, senderId }: SenderRef, seconds: number): Promise<Departures[]> {
  const { rows } = await db.query<Departures>(
    `
    with clock as (select date_trunc('second', app_now_stable()) as now)
    select tick as at, coalesce(sum(second.departed), 0)::int as departed
    from clock
    cross join generate_series(clock.now - make_interval(secs => $3), clock.now - interval '1 second', interval '1 second') as tick
    left join sender_second second on second.account_id = $1 and second.sender_id = $2 and second.second_at = tick
      and second.second_at >= (select now - make_interval(secs => $3) from clock)
    group by tick
    order by tick
    `,
    [accountId, senderId, seconds],
  );
  return rows;
}

/** Campaigns that this sender has work in, newest first. */
export async function listSenderCampaigns(db: Queryable, { accountId, senderId }: SenderRef): Promise<SenderCampaign[]> {
  const { rows } = await db.query<SenderCampaign>(
    `
    select campaign.id, campaign.name, campaign.state
    from campaign_sender
    join campaign on campaign.account_id = campaign_sender.account_id and campaign.id = campaign_sender.campaign_id
    where campaign_sender.account_id = $1 and campaign_sender.sender_id = $2 and campaign.state in ('running', 'paused', 'held', 'scheduled')
    order by campaign.created_at desc
    limit ${CAMPAIGNS_SHOWN_MAX}
    `,
    [accountId, senderId],
  );
  return rows;
}

/**
 * Messages that wait for this sender. Counted through message_claim_idx while there are few; from the counters of its
 * campaigns, each shared among its senders by their rates, when there are many: counting a million rows takes seconds.
 */
export async function findSenderQueue(db: Queryable, { accountId, senderId }: SenderRef): Promise<SenderQueue> {
  const counted = await db.query<{ queued: number }>(
    `
    select count(*)::int as queued
    from (
      select 1 from message
      where sender_id = (select id from sender where account_id = $1 and id = $2) and state = 'queued'
      limit ${QUEUE_COUNTED_MAX}
    ) as waiting
    `,
    [accountId, senderId],
  );
  const queued = counted.rows[0]?.queued ?? 0;
  if (queued < QUEUE_COUNTED_MAX) return { messages: queued, exact: true };
  const estimated = await db.query<{ messages: number }>(ESTIMATE, [accountId, senderId]);
  return { messages: Math.max(queued, estimated.rows[0]?.messages ?? 0), exact: false };
}

const ESTIMATE = `
  select coalesce(sum(greatest(0, campaign.queued - done.messages) * mine.mps / shares.mps), 0)::int as messages
  from (
    select served.campaign_id, gate.mps
    from campaign_sender served
    join sender_gate gate on gate.account_id = served.account_id and gate.sender_id = served.sender_id
    where served.account_id = $1 and served.sender_id = $2
  ) as mine
  join campaign on campaign.account_id = $1 and campaign.id = mine.campaign_id and campaign.state in ('running', 'paused', 'held')
  cross join lateral (
    select coalesce(sum(accepted + rejected + unknown + cancelled + expired + suppressed), 0) as messages
    from campaign_tally tally where tally.account_id = $1 and tally.campaign_id = campaign.id
  ) as done
  cross join lateral (
    select sum(gate.mps) as mps
    from campaign_sender other
    join sender_gate gate on gate.account_id = other.account_id and gate.sender_id = other.sender_id
    where other.account_id = $1 and other.campaign_id = campaign.id
  ) as shares`;
