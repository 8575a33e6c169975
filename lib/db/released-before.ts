/**
 * Parts of the statements that write down that an attempt was not sent, for the message that a person had sent once more.
 *
 * While the second try is on its way, the first may be proved: Twilio reports on it, and its SID is kept. When the second
 * then was not sent after all, the message must not go again, because its person has it. The first attempts are locked
 * before they are asked for their SID: whoever notes one at the same moment is waited for, or looks for the message afterwards.
 */

/** The released attempts before those in `rows` (account_id, message_id, n), locked after them and before their messages. */
export function releasedBefore(rows: string): string {
  return `released as materialized (
  select o.account_id, o.message_id, o.n, o.message_sid
  from ${rows} as later
  join attempt o on o.account_id = later.account_id and o.message_id = later.message_id and o.n < later.n
  where o.outcome = 'released_by_person' and o.departed_at is not null
  order by o.message_id, o.n
  for update of o
)`;
}

/** The number of the attempt that was proved, for a row of `rows`, or null. */
export function provedBefore(rows: string): string {
  return `select min(released.n) from released where released.account_id = ${rows}.account_id and released.message_id = ${rows}.message_id and released.message_sid is not null`;
}

/**
 * Takes the proved first attempt for what it is. Reads from `settled` (account_id, message_id, proved_n), so that the later one
 * has left the index of live attempts before this one comes back into it. What became of it is asked of Twilio like of
 * any message that is not reported on.
 */
export function acceptProved(settled: string): string {
  return `proved as (
  update attempt a set outcome = 'accepted', settled_at = app_now()
  from ${settled} where ${settled}.proved_n is not null and a.account_id = ${settled}.account_id and a.message_id = ${settled}.message_id and a.n = ${settled}.proved_n
)`;
}
