/** Whether somebody sends, and how many senders of an account are held. */
import type { EngineState } from "#lib/domain/engine-halt.ts";
import type { Queryable } from "./connection.ts";
import { findLiveWorker } from "./find-live-worker.ts";

export async function findEngineState(db: Queryable, accountId: string): Promise<EngineState> {
  const [worker, { rows }, { rows: accounts }] = await Promise.all([
    findLiveWorker(db),
    db.query<{ senders: number; held: number }>(`select count(*)::int as senders, (count(*) filter (where hold_reason is not null))::int as held from sender_gate where account_id = $1`, [accountId]),
    db.query<{ engineHoldReason: string | null; stoppedAt: Date | null }>(`select engine_hold_reason as "engineHoldReason", stopped_at as "stoppedAt" from account where id = $1`, [accountId]),
  ]);
  return { workerAlive: worker !== null, senders: rows[0]?.senders ?? 0, held: rows[0]?.held ?? 0, ...accounts[0] };
}
