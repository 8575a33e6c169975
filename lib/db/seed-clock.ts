/** Time for scenarios: what they tell of last week is written by last week's clock. */
import { inTransaction, type Tx } from "./connection.ts";

/** Runs `work` in a transaction whose `app_now()` is so many minutes ago, as tests move the clock. */
export async function inThePast<T>(minutesAgo: number, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(async (tx) => {
    await moveClock(tx, minutesAgo);
    return work(tx);
  });
}

/** Moves the clock of an open transaction. */
export async function moveClock(tx: Tx, minutesAgo: number): Promise<void> {
  await tx.query(`select set_config('drumbeat.clock_offset', make_interval(secs => -60 * $1::float8)::text, true)`, [minutesAgo]);
}
