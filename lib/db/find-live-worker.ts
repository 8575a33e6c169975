/** Whether a worker is alive, and where it listens for webhooks. */
import type { Queryable } from "./connection.ts";

/** Three beats may be missed. */
const ALIVE_WITHIN = "15 seconds";

/** The worker that beat last, or null when none is alive. Its listener may be null. */
export async function findLiveWorker(db: Queryable): Promise<{ listenerUrl: string | null } | null> {
  const { rows } = await db.query<{ listenerUrl: string | null }>(
    `
    select listener_url as "listenerUrl" from heartbeat
    where kind = 'worker' and beat_at > app_now() - interval '${ALIVE_WITHIN}'
    order by beat_at desc limit 1
    `,
  );
  return rows[0] ?? null;
}
