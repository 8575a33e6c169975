/** Bringing campaigns to their end: cancelled messages leave the queue, late ones expire, finished campaigns are closed. */
import { crashpoint } from "#lib/crashpoint.ts";
import { inTransaction, poolOf, type Pool, type Queryable } from "./connection.ts";
import { decided } from "./record-decisions.ts";

/** Most messages moved in one statement, so that no lock lasts long. */
const BATCH_MAX = 10_000;
/** Most campaigns proved finished in one pass. */
const CAMPAIGNS_MAX = 20;

/** Takes queued messages of cancelled campaigns out of the queue. Returns how many. */
export async function cancelQueued(db: Queryable, shard: number): Promise<number> {
  return moveQueued(db, { shard, to: "cancelled", where: "c.state = 'cancelled' and c.finished_at is null" });
}

/** Takes messages out of the queue that are too late to be sent; what goes again has until the end of the retries. Returns how many. */
export async function expireQueued(db: Queryable, shard: number): Promise<number> {
  const late = "(m.expires_at <= app_now_stable() or c.retry_until is null or c.retry_until <= app_now_stable())";
  return moveQueued(db, { shard, to: "expired", where: `c.state in ('running', 'paused', 'held') and c.expires_at <= app_now_stable() and ${late}` });
}

type Move = { shard: number; to: "cancelled" | "expired"; where: string };

/** A person ordered the cancelling and reads it in the history; that something came too late nobody ordered. */
const EXPIRED = decided({ kind: "skipped", rows: "moved", reason: "'Its turn came after the campaign’s time was over.'" });

async function moveQueued(db: Queryable, move: Move): Promise<number> {
  const { rows } = await db.query<{ moved: number }>(
    `
    with due as materialized (
      select m.account_id, m.id
      from campaign c
      join message m on m.campaign_id = c.id and m.account_id = c.account_id
      where m.state = 'queued' and ${move.where}
      limit $1
      for update of m skip locked
    ),
    moved as (
      update message m set state = '${move.to}' from due
      where m.account_id = due.account_id and m.id = due.id
      returning m.account_id, m.campaign_id, m.sender_id
    ),
    counted as (
      insert into campaign_tally as t (account_id, campaign_id, bucket_at, shard, ${move.to})
      select account_id, campaign_id, date_bin('10 seconds', app_now_stable(), 'epoch'), $2, count(*)
      from moved group by account_id, campaign_id order by account_id, campaign_id
      on conflict (account_id, campaign_id, bucket_at, shard) do update set ${move.to} = t.${move.to} + excluded.${move.to}
    )${move.to === "expired" ? `, noted as (${EXPIRED})` : ""}
    select count(*)::int as moved from moved
    `,
    [BATCH_MAX, move.shard],
  );
  return rows[0]?.moved ?? 0;
}

/**
 * Closes campaigns of which no message is queued or sending any more. The counters say which ones to look at; the messages
 * themselves are the proof, under the campaign's row lock. Returns how many were closed.
 */
export async function completeSent(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ accountId: string; id: string }>(
    `
    select c.account_id as "accountId", c.id
    from campaign c
    where c.finished_at is null and c.state in ('running', 'cancelled') and c.launched_at is not null
      and c.queued <= (
        select coalesce(sum(t.accepted + t.rejected + t.unknown + t.cancelled + t.expired + t.suppressed), 0)
        from campaign_tally t where t.account_id = c.account_id and t.campaign_id = c.id
      )
    limit $1
    `,
    [CAMPAIGNS_MAX],
  );
  let closed = 0;
  for (const { accountId, id } of rows) closed += (await closeIfDone(poolOf(db), accountId, id)) ? 1 : 0;
  return closed;
}

/** The lock lets counters be written meanwhile, and keeps away whoever brings a message of the campaign back into the queue. */
async function closeIfDone(db: Pool, accountId: string, campaignId: string): Promise<boolean> {
  return inTransaction(async (tx) => {
    await tx.query(`select 1 from campaign where account_id = $1 and id = $2 for no key update`, [accountId, campaignId]);
    crashpoint("F1");
    const { rowCount } = await tx.query(
      `
      update campaign c
      set state = case when c.state = 'running' then 'completed'::campaign_state else c.state end, finished_at = app_now(), updated_at = app_now()
      where c.account_id = $1 and c.id = $2 and c.finished_at is null and c.state in ('running', 'cancelled')
        and not exists (select 1 from campaign_sender cs cross join lateral (${leftIn("queued")} union all ${leftIn("sending")}) as m where cs.account_id = c.account_id and cs.campaign_id = c.id)
      `,
      [accountId, campaignId],
    );
    return rowCount === 1;
  }, db);
}

/** One message of a campaign and sender in a state: each has an index of its own, and the millions that are through are not read. */
function leftIn(state: "queued" | "sending"): string {
  return `(select m.id from message m where m.account_id = cs.account_id and m.sender_id = cs.sender_id and m.campaign_id = cs.campaign_id and m.state = '${state}' limit 1)`;
}
