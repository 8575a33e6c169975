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
