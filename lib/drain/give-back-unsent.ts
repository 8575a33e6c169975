/** Gives back what a killed process of this machine marked as departing and certainly never sent. */
import { returnUnsent } from "#lib/db/reap-attempts.ts";
import type { DrainWorld } from "./drain-world.ts";

/** What a process asked of the database just before its end may be committed a moment after it: so long its log is kept, in milliseconds. */
const LAST_COMMITS_MS = 2_000;

/** Since when each dead process is known to be dead, on the monotonic clock. */
export type KnownDead = Map<string, number>;

/** One pass; `known` lives as long as the drain. Returns how many messages wait again. */
export async function giveBackUnsent(world: DrainWorld, known: KnownDead): Promise<number> {
  let returned = 0;
  for (const dead of (await world.departureLog?.listDead()) ?? []) {
    const sinceMs = known.get(dead.worker) ?? world.monotonicMs();
    known.set(dead.worker, sinceMs);
    returned += await returnUnsent(world.db, dead);
    if (world.monotonicMs() - sinceMs < LAST_COMMITS_MS) continue;
    dead.forget();
    known.delete(dead.worker);
  }
  return returned;
}
