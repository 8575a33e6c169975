/** Which senders have work, and what holds one back. */
import type { Queryable } from "./connection.ts";

/** More senders than any installation has; a bound for one answer. */
const SENDERS_MAX = 1_000;

export type ActiveSender = { accountId: string; senderId: string; mps: number; elsewhere: boolean; aloneMs: number; /** Whether it has rested, and one message goes first. */ probe: boolean };

export type ActiveSenders = {
  senders: ActiveSender[];
  /** Workers that are alive, with the one that asks. */
  workers: number;
};

/** A worker says every second that it is alive; two may be missed. */
const ALIVE_WITHIN = "2.5 seconds";

/**
 * Senders that are online, neither held nor resting, and serve a running campaign, with who serves them as `worker` sees it. Cheap on
 * purpose: whether anything is due is the claim's question.
 */
export async function listActiveSenders(db: Queryable, worker: string): Promise<ActiveSenders> {
  const { rows } = await db.query<Omit<ActiveSender, "aloneMs"> & { aloneMs: number | null; others: number }>({ name: "active-senders", text: ACTIVE_SENDERS, values: [SENDERS_MAX, worker] });
  return { senders: rows.map(({ others: _, aloneMs, ...sender }) => ({ ...sender, aloneMs: aloneMs ?? Infinity })), workers: 1 + (rows[0]?.others ?? 0) };
}

/** Named, because every worker asks it several times a second: it is planned once for each connection. */
const ACTIVE_SENDERS = `
  select g.account_id as "accountId", g.sender_id as "senderId", g.mps, g.probe,
         g.served_by is not null and g.served_by <> $2 and g.served_until > app_now() as elsewhere,
         case when g.served_until > '-infinity' then extract(epoch from app_now() - g.served_until)::float8 * 1000 end as "aloneMs",
         (select count(*)::int from heartbeat h where h.kind = 'worker' and h.id <> $2 and h.beat_at > app_now_stable() - interval '${ALIVE_WITHIN}') as others
  from sender_gate g
  where g.hold_reason is null and (g.paused_until is null or g.paused_until <= app_now())
    and (select s.status from sender s where s.account_id = g.account_id and s.id = g.sender_id) = 'online'
    and exists (
      select 1 from campaign c
      join campaign_sender cs on cs.account_id = c.account_id and cs.campaign_id = c.id and cs.sender_id = g.sender_id
      where c.account_id = g.account_id and c.state = 'running'
    )
  order by g.sender_id
  limit $1
`;

/** Lets another worker serve what this one served: one sender, or all of them. What it claimed still leaves at its slots. */
export async function leaveSenders(db: Queryable, worker: string, senderId: string | null): Promise<void> {
  await db.query(`update sender_gate set served_until = app_now() where served_by = $1 and ($2::uuid is null or sender_id = $2) and served_until > app_now()`, [worker, senderId]);
}

/** Lifts a hold of the sender's own and returns its reason; null when the sender of this account has none. */
export async function liftHold(db: Queryable, sender: { accountId: string; senderId: string }): Promise<string | null> {
  const { rows } = await db.query<{ reason: string }>(
    `
    with held as (select sender_id, hold_reason as reason from sender_gate where account_id = $1 and sender_id = $2 and hold_reason is not null and not held_with_account for update),
    lifted as (update sender_gate g set hold_reason = null from held where g.sender_id = held.sender_id)
    select reason from held
    `,
    [sender.accountId, sender.senderId],
  );
  return rows[0]?.reason ?? null;
}
