/** Which accounts there are, for whoever starts the processes. */
import type { Queryable } from "./connection.ts";

/** Whether any account is at Twilio itself and not at the simulator. */
export async function hasRealAccount(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>(`select exists (select 1 from account where not simulated) as found`);
  return rows[0]?.found ?? false;
}
