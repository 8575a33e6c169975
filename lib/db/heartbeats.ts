/** Which processes are alive. */
import type { Queryable } from "./connection.ts";

export type Heartbeat = { id: string; kind: string; host: string; pid: number; listenerUrl: string | null };

/** Heartbeats older than this belong to processes that are long gone. */
const FORGET_AFTER = "1 day";

/** Says that a process is alive now. */
export async function beat(db: Queryable, heart: Heartbeat): Promise<void> {
  await db.query(
    `insert into heartbeat (id, kind, host, pid, listener_url, started_at, beat_at) values ($1, $2, $3, $4, $5, app_now(), app_now())
     on conflict (id) do update set beat_at = excluded.beat_at, listener_url = excluded.listener_url`,
    [heart.id, heart.kind, heart.host, heart.pid, heart.listenerUrl],
  );
}

/** Says that a process has ended, and forgets those that never said so. */
export async function stopBeating(db: Queryable, id: string): Promise<void> {
  await db.query(`delete from heartbeat where id = $1 or beat_at < app_now() - interval '${FORGET_AFTER}'`, [id]);
}
