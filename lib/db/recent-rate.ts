/** How fast a sender goes now: over the last complete seconds, since it began. */

/** The longest time that an achieved rate is measured over, in seconds. Long enough to show one message in three seconds as such. */
export const RATE_WINDOW_SECONDS = 15;
/** Departures are written down when Twilio has answered: the last seconds are not complete yet. */
export const RATE_LAG_SECONDS = 2;
/** A slower sender pauses between two messages as others do between two campaigns, so it is always measured over the whole window. */
const SLOW_MPS = 1;

/** Messages per second, and over how many seconds that was measured. */
export type RecentRate = { achieved: number; achievedOverSeconds: number };

/**
 * The columns of `RecentRate` for one sender, as a lateral join named `recent`; the arguments are SQL expressions.
 *
 * What has just begun is measured since it began: the silence before it would make a full rate look like half of one. The
 * second in which it began is rarely a whole one and is left out, unless it is all there is.
 */
export function recentRate({ account, sender, mps }: { account: string; sender: string; mps: string }): string {
  return `
  left join lateral (
    select sum(departed) filter (where second_at >= began_at)::float8 / extract(epoch from min(until_at) - min(began_at))::float8 as achieved,
           extract(epoch from min(until_at) - min(began_at))::int as seconds
    from (
      select departed, second_at, until_at,
             case when min(second_at) over () = since_at or coalesce(${mps}, 0) < ${SLOW_MPS} then since_at
                  when max(second_at) over () = min(second_at) over () then min(second_at) over ()
                  else min(second_at) over () + interval '1 second' end as began_at
      from (
        select date_trunc('second', app_now_stable()) - make_interval(secs => ${RATE_WINDOW_SECONDS + RATE_LAG_SECONDS}) as since_at,
               date_trunc('second', app_now_stable()) - make_interval(secs => ${RATE_LAG_SECONDS}) as until_at
      ) as span
      join sender_second on account_id = ${account} and sender_id = ${sender} and second_at >= since_at and second_at < until_at
    ) as gone
  ) as recent on true`;
}

/** The same columns in the list of a select. */
export const RECENT_RATE = `coalesce(recent.achieved, 0) as achieved, coalesce(recent.seconds, ${RATE_WINDOW_SECONDS}) as "achievedOverSeconds"`;
