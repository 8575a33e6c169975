/** Which senders have work, and what holds one back. */
import type { Queryable } from "./connection.ts";

/** More senders than any installation has; a bound for one answer. */
const SENDERS_MAX = 1_000;

export type ActiveSender = { accountId: string; senderId: string; mps: number };

/** Senders that are not held and serve a running campaign. Cheap on purpose: whether anything is due is the claim's question. */
export async function listActiveSenders(db: Queryable): Promise<ActiveSender[]> {
  const { rows } = await db.query<ActiveSender>(
    `
    select g.account_id as "accountId", g.sender_id as "senderId", g.mps
    from sender_gate g
    where g.hold_reason is null
      and exists (
        select 1 from campaign_sender cs
        join campaign c on c.account_id = cs.account_id and c.id = cs.campaign_id
        where cs.account_id = g.account_id and cs.sender_id = g.sender_id and c.state = 'running'
      )
    order by g.sender_id
    limit $1
    `,
    [SENDERS_MAX],
  );
  return rows;
}

/** Lifts a hold and returns its reason; null when the sender of this account was not held. */
export async function liftHold(db: Queryable, sender: { accountId: string; senderId: string }): Promise<string | null> {
  const { rows } = await db.query<{ reason: string }>(
    `
    with held as (select sender_id, hold_reason as reason from sender_gate where account_id = $1 and sender_id = $2 and hold_reason is not null for update),
    lifted as (update sender_gate g set hold_reason = null from held where g.sender_id = held.sender_id)
    select reason from held
    `,
    [sender.accountId, sender.senderId],
  );
  return rows[0]?.reason ?? null;
}
