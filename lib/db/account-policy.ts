/** What an admin has decided for an account as a whole. */
import type { Queryable } from "./connection.ts";

/** Whether what three whole lists did not show is sent once more without asking a person. */
export async function retriesUnconfirmed(db: Queryable, accountId: string): Promise<boolean> {
  const { rows } = await db.query<{ retries: boolean }>(`select retry_unconfirmed as retries from account where id = $1`, [accountId]);
  return rows[0]?.retries ?? false;
}

/** Returns false when it was so already. */
export async function setRetriesUnconfirmed(db: Queryable, accountId: string, retries: boolean): Promise<boolean> {
  const { rowCount } = await db.query(`update account set retry_unconfirmed = $2 where id = $1 and retry_unconfirmed <> $2`, [accountId, retries]);
  return rowCount === 1;
}

/** From how many people on a launch needs a second person; null is never. */
export async function approveAboveOf(db: Queryable, accountId: string): Promise<number | null> {
  const { rows } = await db.query<{ people: number | null }>(`select approve_above as people from account where id = $1`, [accountId]);
  return rows[0]?.people ?? null;
}

/** Returns what it was before, or undefined when it was so already. */
export async function setApproveAbove(db: Queryable, accountId: string, people: number | null): Promise<number | null | undefined> {
  const { rows } = await db.query<{ before: number | null }>(
    `update account set approve_above = $2 from (select id, approve_above from account where id = $1 for update) as old where account.id = old.id and old.approve_above is distinct from $2 returning old.approve_above as before`,
    [accountId, people],
  );
  const [row] = rows;
  return row ? row.before : undefined;
}
