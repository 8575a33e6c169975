/** The first messages of a campaign: which they are, how they stand, and letting the others go. */
import { CANARY_WAIT_MS, type CanaryCounts, type CanaryState } from "#lib/domain/canary.ts";
import type { CampaignRef } from "./campaign-writes.ts";
import type { Queryable, Tx } from "./connection.ts";

/** More senders than a pool has. */
const SENDERS_MAX = 400;

/**
 * After the audience was frozen: names the first `size` messages of each sender in the order in which they are claimed, and lets no
 * claim go past them. A sender that was given nobody has none: it may be given nobody either, before the others' say enough.
 * Where no sender has more than these there is nothing to hold back and no canary. Returns whether there is one.
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
      update campaign_sender cs set claim_through_due = coalesce(last.due_at, '-infinity'), claim_through = coalesce(last.id, 0)
      from campaign_sender pool
      left join (select distinct on (sender_id) sender_id, due_at, id from first order by sender_id, due_at desc, id desc limit ${SENDERS_MAX}) as last on last.sender_id = pool.sender_id
      where pool.account_id = $1 and pool.campaign_id = $2
        and cs.account_id = pool.account_id and cs.campaign_id = pool.campaign_id and cs.sender_id = pool.sender_id and (select laid from more)
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
  /** Whether the others of some senders go already. */
  partly: boolean;
  /** Since the last of them left, in milliseconds. */
  sinceLastMs: number | null;
  /** The code that most of those that failed have. */
  commonestCode: number | null;
};

/**
 * Of the senders that are still bounded: how each first message stands, and which of them are ready. Read by their keys: they are few.
 * One that failed and is put off for longer than reports are waited for, or was not tried again within that time, has failed. One that
 * cannot leave now is apart, so that nobody else waits for it. One whose person opted out meanwhile is never claimed.
 */
const STANDING = `
  bounded as materialized (
    select cs.account_id, cs.campaign_id, cs.sender_id, cs.claim_through_due,
           (s.status <> 'online' or g.hold_reason is not null or coalesce(g.paused_until > app_now(), false)) as away
    from campaign_sender cs
    join sender s on s.account_id = cs.account_id and s.id = cs.sender_id
    join sender_gate g on g.account_id = cs.account_id and g.sender_id = cs.sender_id
    where cs.account_id = $1 and cs.campaign_id = $2 and cs.claim_through is not null
  ),
  first as materialized (
    select m.sender_id, m.error_code, last.departed_at,
           case when m.state = 'rejected' or m.delivery in ('failed', 'undelivered') then 'failed'
                when m.state = 'queued' and m.retries > 0 and greatest(m.due_at, app_now()) > last.departed_at + make_interval(secs => ${CANARY_WAIT_MS / 1000}) then 'failed'
                when m.state = 'queued' and m.retries = 0 and (bounded.away or m.due_at > app_now()) then 'apart'
                when m.state in ('queued', 'sending') then 'waiting'
                when m.delivery in ('delivered', 'read') then 'arrived'
                when m.delivery = 'sent' then 'sent'
                else 'silent' end as stands
    from canary_message k
    join message m on m.account_id = k.account_id and m.id = k.message_id
    join bounded on bounded.sender_id = m.sender_id
    join contact r on r.account_id = m.account_id and r.id = m.contact_id
    cross join lateral (select max(a.departed_at) as departed_at from attempt a where a.account_id = m.account_id and a.message_id = m.id) as last
    where k.account_id = $1 and k.campaign_id = $2 and m.state not in ('suppressed', 'cancelled', 'expired')
      and not (m.state = 'queued' and (r.opted_out_at is not null or r.erased_at is not null))
  ),
  per_sender as materialized (
    select sender_id, bool_or(stands = 'apart') as some_apart, bool_or(stands not in ('apart', 'waiting')) as some_left from first group by sender_id
  ),
  -- Its own have left; or it has none any more. One that never had any goes on with what the others' say.
  ready as materialized (
    select bounded.account_id, bounded.campaign_id, bounded.sender_id
    from bounded left join per_sender on per_sender.sender_id = bounded.sender_id
    where case when per_sender.sender_id is not null then per_sender.some_left and not per_sender.some_apart
               else bounded.claim_through_due > '-infinity' or (select coalesce(bool_or(some_left), true) from per_sender) end
  )`;

/** How the first messages stand, or null when the campaign has none. */
export async function findCanary(db: Queryable, { accountId, campaignId }: CampaignRef): Promise<CanaryStanding | null> {
  const { rows } = await db.query<CanaryStanding>(
    `
    with ${STANDING}
    select c.canary_state as state, c.canary_size as "perSender",
           exists (select 1 from campaign_sender cs where cs.account_id = $1 and cs.campaign_id = $2 and cs.claim_through is null) as partly,
           (select count(*)::int from ready) as ready,
           (count(*) filter (where f.stands <> 'apart'))::int as size,
           (count(*) filter (where f.stands = 'apart'))::int as apart,
           (count(*) filter (where f.stands = 'waiting'))::int as waiting,
           (count(*) filter (where f.stands = 'sent'))::int as sent,
           (count(*) filter (where f.stands = 'arrived'))::int as arrived,
           (count(*) filter (where f.stands = 'failed'))::int as failed,
           extract(epoch from app_now() - max(f.departed_at))::float8 * 1000 as "sinceLastMs",
           mode() within group (order by f.error_code) filter (where f.stands = 'failed') as "commonestCode"
    from campaign c left join first f on true
    where c.account_id = $1 and c.id = $2 and c.canary_state is not null
    group by c.canary_state, c.canary_size
    `,
    [accountId, campaignId],
  );
  return rows[0] ?? null;
}

/**
 * Lets the others of every sender go that is ready. With the last of the senders the wait is over. The campaign's row is locked by
 * whoever asks. Returns how many senders were let go, and whether that is all.
 */
export async function passCanary(tx: Tx, { accountId, campaignId }: CampaignRef): Promise<{ senders: number; all: boolean }> {
  const { rowCount: senders } = await tx.query(
    `
    with ${STANDING},
    theirs as materialized (
      select cs.sender_id from campaign_sender cs join ready on ready.sender_id = cs.sender_id
      where cs.account_id = $1 and cs.campaign_id = $2 order by cs.sender_id for update of cs
    )
    update campaign_sender cs set claim_through_due = null, claim_through = null from theirs
    where cs.account_id = $1 and cs.campaign_id = $2 and cs.sender_id = theirs.sender_id
    `,
    [accountId, campaignId],
  );
  const { rowCount: over } = await tx.query(
    `
    update campaign set canary_state = 'passed' where account_id = $1 and id = $2 and canary_state = 'waiting'
      and not exists (select 1 from campaign_sender where account_id = $1 and campaign_id = $2 and claim_through is not null)
    `,
    [accountId, campaignId],
  );
  return { senders: senders ?? 0, all: over === 1 };
}

/** Keeps every sender to its first messages for good. Returns false when the wait was over already. */
export async function holdCanary(tx: Tx, { accountId, campaignId }: CampaignRef): Promise<boolean> {
  const { rowCount } = await tx.query(`update campaign set canary_state = 'held' where account_id = $1 and id = $2 and canary_state = 'waiting'`, [accountId, campaignId]);
  return rowCount === 1;
}

/** Lets everybody go because a person says so: who was held, and with `waiting` also who still waits. Returns false when there was nothing to let go. */
export async function waiveCanary(tx: Tx, { accountId, campaignId }: CampaignRef, { waiting }: { waiting: boolean }): Promise<boolean> {
  const from: CanaryState[] = waiting ? ["held", "waiting"] : ["held"];
  const { rowCount } = await tx.query(`update campaign set canary_state = 'waived' where account_id = $1 and id = $2 and canary_state = any($3)`, [accountId, campaignId, from]);
  if (rowCount !== 1) return false;
  await tx.query(
    `
    with theirs as (select sender_id from campaign_sender where account_id = $1 and campaign_id = $2 and claim_through is not null order by sender_id for update)
    update campaign_sender cs set claim_through_due = null, claim_through = null from theirs where cs.account_id = $1 and cs.campaign_id = $2 and cs.sender_id = theirs.sender_id
    `,
    [accountId, campaignId],
  );
  return true;
}
