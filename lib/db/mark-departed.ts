/** The last commit before a request: from here on a byte may have left. */
import type { Queryable } from "./connection.ts";

export type AttemptKey = { accountId: string; messageId: string; n: number; claimToken: string };

/** A slot later than this is given back instead of being sent in a burst, in milliseconds. */
export const LATENESS_GUARD_MS = 250;

/**
 * Marks attempts as departing now and returns those that may go, still ours, still open, not too late, with how many milliseconds after
 * its slot each was marked (below 0 before it). Whoever is not returned must not send. Because the mark is committed before the first byte, an attempt without it was certainly not
 * sent, whatever happened to its worker; and a worker that slept through its slot finds its claim refused here.
 */
export async function markDeparted(db: Queryable, attempts: AttemptKey[]): Promise<Map<string, number>> {
  const { rows } = await db.query<{ messageId: string; n: number; lateMs: number }>({
    name: "mark-departed",
    text: `
    update attempt a
    set departed_at = app_now()
    from unnest($1::uuid[], $2::bigint[], $3::smallint[], $4::uuid[]) as k(account_id, message_id, n, claim_token)
    where a.account_id = k.account_id and a.message_id = k.message_id and a.n = k.n and a.claim_token = k.claim_token
      and a.outcome = 'open' and a.departed_at is null
      and a.slot_at > app_now() - make_interval(secs => $5)
    returning a.message_id as "messageId", a.n, extract(epoch from a.departed_at - a.slot_at)::float8 * 1000 as "lateMs"
    `,
    values: [...columnsOf(attempts), LATENESS_GUARD_MS / 1000],
  });
  return new Map(rows.map((row) => [attemptId(row), row.lateMs]));
}

/** An attempt's name within one process. */
export function attemptId(attempt: { messageId: string; n: number }): string {
  return `${attempt.messageId}-${attempt.n}`;
}

function columnsOf(attempts: AttemptKey[]): [string[], string[], number[], string[]] {
  return [attempts.map((a) => a.accountId), attempts.map((a) => a.messageId), attempts.map((a) => a.n), attempts.map((a) => a.claimToken)];
}
