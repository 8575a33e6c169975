/** Holding every sender of an account at once, and letting them go: by a person, or by an engine that does not know where it is. */
import type { Queryable, Tx } from "./connection.ts";

/** What the hold of a stopped account says on each sender. */
export const STOPPED_REASON = "Somebody stopped every sender of this account at once.";

/** More gates than any installation has. */
const GATES_MAX = 10_000;

/**
 * Brings the gates in line with what their accounts say, of one account or of all. The claim looks at the gate alone, so that it
 * pays nothing for this. A hold of the sender's own stays as it is. Returns how many gates changed.
 */
export async function alignGates(db: Queryable, accountId: string | null): Promise<number> {
  const { rowCount } = await db.query(
    `
    with wanted as materialized (
      select g.sender_id, told.reason
      from sender_gate g
      join account a on a.id = g.account_id
      cross join lateral (select coalesce(a.engine_hold_reason, case when a.stopped_at is not null then $2 end) as reason) as told
      where ($1::uuid is null or g.account_id = $1) and (g.hold_reason is null or g.held_with_account) and g.hold_reason is distinct from told.reason
      order by g.sender_id limit ${GATES_MAX}
      for update of g
    )
    update sender_gate g set hold_reason = wanted.reason, held_with_account = wanted.reason is not null
    from wanted where g.sender_id = wanted.sender_id and (g.hold_reason is null or g.held_with_account)
    `,
    [accountId, STOPPED_REASON],
  );
  return rowCount ?? 0;
}

/** Marks the account as stopped, or as let go. Returns whether that is a change. */
export async function markStopped(tx: Tx, accountId: string, stopped: boolean): Promise<boolean> {
  const { rowCount } = await tx.query(`update account set stopped_at = case when $2 then app_now() end where id = $1 and (stopped_at is null) = $2`, [accountId, stopped]);
  return rowCount === 1;
}

/** Takes the engine's hold from the account. Returns why it was held, or null when it was not. */
export async function takeEngineHold(tx: Tx, accountId: string): Promise<string | null> {
  const { rows } = await tx.query<{ reason: string }>(
    `
    with held as (select id, engine_hold_reason as reason from account where id = $1 and engine_hold_reason is not null for update),
    cleared as (update account a set engine_held_at = null, engine_hold_reason = null from held where a.id = held.id)
    select reason from held
    `,
    [accountId],
  );
  return rows[0]?.reason ?? null;
}
