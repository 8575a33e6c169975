/** The first messages of a campaign: which they are, how they stand, and letting the others go. */
import type { CanaryCounts, CanaryState } from "#lib/domain/canary.ts";
import type { CampaignRef } from "./campaign-writes.ts";
import type { Queryable, Tx } from "./connection.ts";

/** More senders than a pool has. */
const SENDERS_MAX = 400;

/**
 * After the audience was frozen: names the first `size` messages of each sender in the order in which they are claimed, and lets no
 * claim go past them. Where no sender has more than these there is nothing to hold back and no canary. Returns whether there is one.
 */
export async function layCanary(tx: Tx, { accountId, campaignId }: CampaignRef, size: number): Promise<boolean> {
  const { rows } = await tx.query<{ laid: boolean }>(
    `
    with first as materialized (
      select cs.sender_id, m.id, m.due_at
      from campaign_sender cs
      cross join lateral (
        select m.id, m.due_at from message m
        where m.sender_id = cs.sender_id and m.campaign_id = $2 and m.account_id = $1 and m.state = 'queued'
        order by m.due_at, m.id limit $3
      ) as m
      where cs.account_id = $1 and cs.campaign_id = $2
    ),
    more as (select count(*) < (select queued from campaign where account_id = $1 and id = $2) as laid from first),
    named as (
      insert into canary_message (account_id, campaign_id, message_id) select $1, $2, id from first where (select laid from more)
    ),
    bounded as (
      update campaign_sender cs set claim_through_due = last.due_at, claim_through = last.id
      from (select distinct on (sender_id) sender_id, due_at, id from first order by sender_id, due_at desc, id desc limit ${SENDERS_MAX}) as last
      where cs.account_id = $1 and cs.campaign_id = $2 and cs.sender_id = last.sender_id and (select laid from more)
    ),
    begun as (
      update campaign set canary_state = 'waiting' where account_id = $1 and id = $2 and (select laid from more)
    )
    select laid from more
    `,
    [accountId, campaignId, size],
  );
  return rows[0]?.laid ?? false;
}

/** Most campaigns looked at in one pass. */
const CAMPAIGNS_MAX = 100;

/** Running campaigns that wait for what becomes of their first messages. */
export async function listWaitingCanaries(db: Queryable): Promise<CampaignRef[]> {
  const { rows } = await db.query<CampaignRef>(
    `select account_id as "accountId", id as "campaignId" from campaign where canary_state = 'waiting' and state = 'running' order by account_id, id limit ${CAMPAIGNS_MAX}`,
  );
  return rows;
}

/**
 * Brings first messages that had to wait back in front of the bound: one that Twilio had no room for is due later than those
 * that are held back, and would wait with them for itself.
 */
export async function recallDelayed(db: Queryable, { accountId, campaignId }: CampaignRef): Promise<void> {
  await db.query(
    `
    with delayed as materialized (
      select m.account_id, m.id, m.sender_id, cs.claim_through_due
      from canary_message k
      join message m on m.account_id = k.account_id and m.id = k.message_id
      join campaign_sender cs on cs.account_id = k.account_id and cs.campaign_id = k.campaign_id and cs.sender_id = m.sender_id
      where k.account_id = $1 and k.campaign_id = $2 and m.state = 'queued' and m.due_at > cs.claim_through_due and m.due_at <= app_now_stable()
      order by m.id
      for update of m skip locked
    ),
    recalled as (
      update message m set due_at = delayed.claim_through_due - interval '1 microsecond' from delayed
      where m.account_id = delayed.account_id and m.id = delayed.id
    )
    update campaign_sender cs set cursor_due = '-infinity', cursor_id = 0
    from (select distinct sender_id from delayed) as theirs
    where cs.account_id = $1 and cs.campaign_id = $2 and cs.sender_id = theirs.sender_id
    `,
    [accountId, campaignId],
  );
}

export type CanaryStanding = CanaryCounts & {
  state: CanaryState;
  /** How many of each sender. */
  perSender: number;
  /** Since the last of them left, in milliseconds. */
  sinceLastMs: number | null;
  /** The code that most of those that failed have. */
  commonestCode: number | null;
};

/** How the first messages stand, or null when the campaign has none. Read by their keys: they are few. */
export async function findCanary(db: Queryable, { accountId, campaignId }: CampaignRef): Promise<CanaryStanding | null> {
  const { rows } = await db.query<CanaryStanding>(
    `
    with first as materialized (
      select m.state, m.delivery, m.error_code,
             (m.state = 'rejected' or m.delivery in ('failed', 'undelivered')) as failed,
             (select max(a.departed_at) from attempt a where a.account_id = m.account_id and a.message_id = m.id) as departed_at
      from canary_message k
      join message m on m.account_id = k.account_id and m.id = k.message_id
      where k.account_id = $1 and k.campaign_id = $2 and m.state not in ('suppressed', 'cancelled', 'expired')
    )
    select c.canary_state as state, c.canary_size as "perSender", count(f.state)::int as size,
           (count(*) filter (where f.state in ('queued', 'sending')))::int as waiting,
           (count(*) filter (where not f.failed and f.delivery = 'sent'))::int as sent,
           (count(*) filter (where f.delivery in ('delivered', 'read')))::int as arrived,
           (count(*) filter (where f.failed))::int as failed,
           extract(epoch from app_now() - max(f.departed_at))::float8 * 1000 as "sinceLastMs",
           mode() within group (order by f.error_code) filter (where f.failed) as "commonestCode"
    from campaign c left join first f on true
    where c.account_id = $1 and c.id = $2 and c.canary_state is not null
    group by c.canary_state, c.canary_size
    `,
    [accountId, campaignId],
  );
  return rows[0] ?? null;
}

/** Ends the wait: with `passed` or `waived` every message may be claimed, with `held` none past the first. Returns false when it was over already. */
export async function endCanary(tx: Tx, { accountId, campaignId }: CampaignRef, to: Exclude<CanaryState, "waiting">): Promise<boolean> {
  const from: CanaryState[] = to === "waived" ? ["held"] : ["waiting"];
  const { rowCount } = await tx.query(`update campaign set canary_state = $3 where account_id = $1 and id = $2 and canary_state = any($4)`, [accountId, campaignId, to, from]);
  if (rowCount !== 1) return false;
  if (to === "held") return true;
  await tx.query(
    `
    with theirs as (select sender_id from campaign_sender where account_id = $1 and campaign_id = $2 and claim_through_due is not null order by sender_id for update)
    update campaign_sender cs set claim_through_due = null, claim_through = null from theirs where cs.account_id = $1 and cs.campaign_id = $2 and cs.sender_id = theirs.sender_id
    `,
    [accountId, campaignId],
  );
  return true;
}
