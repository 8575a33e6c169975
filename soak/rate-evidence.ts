/** Of a sender that was too fast: where the messages of its fullest second came from, so that whoever reads it can tell a limiter that granted too much from messages that came late. */
import type { Queryable } from "#lib/db/connection.ts";
import type { Seen } from "./evidence.ts";

const WINDOW_MS = 1_000;

/** Of the fullest second there is, which may be one that is allowed because the simulator was late, and not one that is too full. One sentence: over how long their slots were spread, how late they were, and how many workers sent them. Times are ms since 1970. */
export async function fullestSecond(db: Queryable, seen: readonly Seen[]): Promise<string> {
  const accepted = seen.flatMap((each) => (each.acceptedAt === null ? [] : [{ ...each, acceptedAt: each.acceptedAt }])).sort((one, other) => one.acceptedAt - other.acceptedAt);
  const [from, to] = fullest(accepted.map(({ acceptedAt }) => acceptedAt));
  const within = accepted.slice(from, to);
  const { rows } = await db.query<{ name: string; worker: string; slotMs: number }>(
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
  const [slotsFrom, slotsTo] = fullest(slots);
  const spread = Math.round((slots.at(-1) ?? 0) - (slots[0] ?? 0));
  return `of ${within.length} in the fullest second the slots lie over ${spread} ms, at most ${slotsTo - slotsFrom} of them in one second; they came ${Math.round(late[0] ?? 0)} to ${Math.round(late.at(-1) ?? 0)} ms after them, from ${new Set(rows.map(({ worker }) => worker)).size} workers`;
}

/** Where the fullest window begins and ends among times in rising order. */
function fullest(times: readonly number[]): [number, number] {
  let best: [number, number] = [0, 0];
  let start = 0;
  for (let end = 0; end < times.length; end += 1) {
    while ((times[end] ?? 0) - (times[start] ?? 0) >= WINDOW_MS) start += 1;
    if (end + 1 - start > best[1] - best[0]) best = [start, end + 1];
  }
  return best;
}
