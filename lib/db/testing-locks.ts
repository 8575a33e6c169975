/** For tests of statements that meet: whether one waits for another. */
import { pool } from "./connection.ts";

const LOOK_EVERY_MS = 5;

/** Resolves with true as soon as a statement of this database waits for a lock, and with false when `work` ends without having waited. */
export async function isWaitingForLock(work: Promise<unknown>): Promise<boolean> {
  const ended = work.then(
    () => "ended" as const,
    () => "ended" as const,
  );
  for (;;) {
    const { rowCount } = await pool().query(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
    if (rowCount) return true;
    const soon = new Promise<"soon">((resolve) => setTimeout(() => resolve("soon"), LOOK_EVERY_MS));
    if ((await Promise.race([ended, soon])) === "ended") return false;
  }
}
