/** What nobody can tell of, put to an end: sent once more because somebody said so, or taken for sent. */
import type { Queryable, Tx } from "./connection.ts";

/** A try to send one message: its number keeps an old press from touching a later try. */
export type AttemptRef = { messageId: string; n: number };

/**
 * What stands against sending it once more. `looked-for`: the provider's lists were not all seen yet · `settled`: it was found out meanwhile, or
 * somebody decided before · `expired`, `cancelled`, `opted-out`: nobody wants it sent any more · `gone`: there is no such attempt.
 */
export type ReleaseObstacle = "looked-for" | "settled" | "expired" | "cancelled" | "opted-out" | "gone";
export type AssumeObstacle = "settled" | "gone";

export type Resolved = AttemptRef & { campaignId: string; contactId: string; senderId: string | null };
export type Resolution<Obstacle> = { done: Resolved[]; /** How many stayed as they were, by what stood against it. */ refused: Map<Obstacle, number> };

/** People decide one at a time; their share of the counters is their own. */
const PERSONS_SHARD = 0;

type ResolvedRow<Obstacle> = Resolved & { why: Obstacle | null };

/**
 * Puts messages back into the queue of which nobody can tell whether they were sent. The attempt leaves the index that
 * allows one live attempt per message, so this alone makes a second message possible. A campaign that was over is open again.
 */
export async function releaseUnconfirmed(tx: Tx, accountId: string, asked: AttemptRef[], detail: string): Promise<Resolution<ReleaseObstacle>> {
  const { rows } = await tx.query<ResolvedRow<ReleaseObstacle>>(
    `
    with ${STANDING},
    judged as materialized (
      select standing.*, case
        when outcome is null then 'gone'
        when outcome = 'ambiguous' then 'looked-for'
        when outcome <> 'unconfirmed' or state <> 'unknown' then 'settled'
        when campaign_state not in ('running', 'paused', 'held', 'completed') then 'cancelled'
        when expires_at <= app_now() then 'expired'
        when is_out then 'opted-out' end as why
      from standing
    ),
    released as (
      update attempt a set outcome = 'released_by_person', settled_at = app_now(), detail = $4
      from judged where judged.why is null and a.account_id = $1 and a.message_id = judged.message_id and a.n = judged.n
    ),
    queued as (
      update message m set state = 'queued', due_at = app_now(), error_code = null
      from judged where judged.why is null and m.account_id = $1 and m.id = judged.message_id
    ),
    reopened as (
      update campaign c
      set state = case when c.state = 'completed' then 'running'::campaign_state else c.state end, finished_at = null, updated_at = app_now()
      from theirs
      where c.account_id = $1 and c.id = theirs.id and theirs.finished_at is not null and exists (select 1 from judged where why is null and campaign_id = theirs.id)
    ),
    counted as (
      insert into campaign_tally as t (account_id, campaign_id, bucket_at, shard, unknown)
      select $1, campaign_id, date_bin('10 seconds', app_now_stable(), 'epoch'), $5, -count(*) from judged where why is null group by campaign_id order by campaign_id
      on conflict (account_id, campaign_id, bucket_at, shard) do update set unknown = t.unknown + excluded.unknown
    )
    ${JUDGED}
    `,
    [accountId, ...columnsOf(asked), detail, PERSONS_SHARD],
  );
  return resolutionIn(rows);
}

/** Takes messages for sent of which nobody can tell. They stay unknown to the report, and a late callback still says what became of them. */
export async function assumeSent(tx: Tx, accountId: string, asked: AttemptRef[], detail: string): Promise<Resolution<AssumeObstacle>> {
  const { rows } = await tx.query<ResolvedRow<AssumeObstacle>>(
    `
    with ${STANDING},
    judged as materialized (
      select standing.*, case when outcome is null then 'gone' when outcome not in ('ambiguous', 'unconfirmed') then 'settled' end as why from standing
    ),
    assumed as (
      update attempt a set outcome = 'assumed', settled_at = app_now(), detail = $4, look_at = null, look_token = null
      from judged where judged.why is null and a.account_id = $1 and a.message_id = judged.message_id and a.n = judged.n
    )
    ${JUDGED}
    `,
    [accountId, ...columnsOf(asked), detail],
  );
  return resolutionIn(rows);
}

/** Up to `max` attempts of an account that nobody decided about until their messages were of no use any more. */
export async function listOverdue(db: Queryable, accountId: string, max: number): Promise<AttemptRef[]> {
  const { rows } = await db.query<AttemptRef>(
    `
    select a.message_id as "messageId", a.n
    from attempt a join message m on m.account_id = a.account_id and m.id = a.message_id
    where a.account_id = $1 and a.outcome in ('ambiguous', 'unconfirmed') and a.outcome <> 'ambiguous' and m.expires_at <= app_now_stable()
    order by a.message_id limit $2
    `,
    [accountId, max],
  );
  return rows;
}

/** The attempts that are asked for with their messages and campaigns, locked in the order in which everybody locks them. */
const STANDING = `
asked as (select distinct message_id, n from unnest($2::bigint[], $3::smallint[]) as t(message_id, n)),
locked as materialized (
  select a.message_id, a.n, a.outcome, m.state, m.campaign_id, m.contact_id, m.sender_id, m.expires_at
  from asked
  join attempt a on a.account_id = $1 and a.message_id = asked.message_id and a.n = asked.n
  join message m on m.account_id = $1 and m.id = asked.message_id
  order by a.message_id, a.n
  for update of a, m
),
-- Locked before they are asked, so that whoever proves the end of one at the same moment sees the message that comes back, or is seen here.
theirs as materialized (
  select c.id, c.state, c.finished_at from campaign c where c.account_id = $1 and c.id in (select campaign_id from locked) order by c.id for no key update of c
),
standing as (
  select asked.message_id, asked.n, locked.outcome, locked.state, locked.campaign_id, locked.contact_id, locked.sender_id, locked.expires_at,
         theirs.state as campaign_state, r.opted_out_at is not null or r.erased_at is not null as is_out
  from asked
  left join locked on locked.message_id = asked.message_id and locked.n = asked.n
  left join theirs on theirs.id = locked.campaign_id
  left join contact r on r.account_id = $1 and r.id = locked.contact_id
)`;
const JUDGED = `select message_id as "messageId", n, campaign_id as "campaignId", contact_id as "contactId", sender_id as "senderId", why from judged order by message_id, n`;

function columnsOf(asked: AttemptRef[]): [string[], number[]] {
  return [asked.map(({ messageId }) => messageId), asked.map(({ n }) => n)];
}

function resolutionIn<Obstacle>(rows: ResolvedRow<Obstacle>[]): Resolution<Obstacle> {
  const refused = new Map<Obstacle, number>();
  for (const { why } of rows) if (why !== null) refused.set(why, (refused.get(why) ?? 0) + 1);
  return { done: rows.flatMap(({ why, ...row }) => (why === null ? [row] : [])), refused };
}
