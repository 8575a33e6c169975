/** Of a sender that was too fast: where the messages of its worst window came from, so that whoever reads it can tell a limiter that granted too much from messages that came late. */
import type { Queryable } from "#lib/db/connection.ts";
import type { Seen } from "./evidence.ts";
import type { FullWindow, Stall } from "./rate-invariant.ts";

/** What happened this long before a window may still show in it, in milliseconds. */
const BEFORE_MS = 2_000;

type Origin = { name: string; worker: string; slotMs: number };

/** One sentence: over how long their slots were spread, how late they were, how many workers sent them, and how long the simulator had been held up. Times are ms since 1970. */
export async function originOf(db: Queryable, seen: readonly Seen[], { window: { fromMs, toMs, windowMs }, stalls }: { window: FullWindow; stalls: readonly Stall[] }): Promise<string> {
  const within = seen.flatMap((each) => (each.acceptedAt !== null && each.acceptedAt >= fromMs && each.acceptedAt <= toMs ? [{ ...each, acceptedAt: each.acceptedAt }] : []));
  const { rows } = await db.query<Origin>(
    `
    select a.message_id || '-' || a.n as name, a.worker, extract(epoch from a.slot_at)::float8 * 1000 as "slotMs"
    from unnest($1::uuid[], $2::bigint[], $3::smallint[]) as k(account_id, message_id, n)
    join attempt a on a.account_id = k.account_id and a.message_id = k.message_id and a.n = k.n
    `,
    [within.map(({ accountId }) => accountId), within.map(({ messageId }) => messageId), within.map(({ n }) => n)],
  );
  const arrivedAt = new Map(within.map(({ messageId, n, acceptedAt }) => [`${messageId}-${n}`, acceptedAt]));
  const slots = rows.map(({ slotMs }) => slotMs).sort((one, other) => one - other);
  const late = rows.map(({ name, slotMs }) => (arrivedAt.get(name) ?? slotMs) - slotMs).sort((one, other) => one - other);
  const heldUp = stalls.filter(({ endMs }) => endMs >= fromMs - BEFORE_MS && endMs <= toMs);
  return [
    `of ${within.length} in the worst ${windowMs / 1_000} s the slots lie over ${Math.round((slots.at(-1) ?? 0) - (slots[0] ?? 0))} ms`,
    `at most ${mostWithin(slots, windowMs)} of them in as long`,
    `they came ${Math.round(late[0] ?? 0)} to ${Math.round(late.at(-1) ?? 0)} ms after them, from ${new Set(rows.map(({ worker }) => worker)).size} workers`,
    `meanwhile and just before, the simulator was held up for ${Math.round(heldUp.reduce((sum, { ms }) => sum + ms, 0))} ms`,
  ].join("; ");
}

/** The most that lie within one window, of times in rising order. */
function mostWithin(times: readonly number[], windowMs: number): number {
  let most = 0;
  let start = 0;
  for (let end = 0; end < times.length; end += 1) {
    while ((times[end] ?? 0) - (times[start] ?? 0) >= windowMs) start += 1;
    most = Math.max(most, end + 1 - start);
  }
  return most;
}
