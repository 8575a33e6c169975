/** How fast the senders of a campaign went, second by second. */
import type { RateSpan } from "#lib/domain/rate-span.ts";
import type { Queryable } from "./connection.ts";
import { RATE_LAG_SECONDS, RATE_WINDOW_SECONDS } from "./list-senders.ts";

export type SenderPace = {
  senderId: string;
  /** Messages per second over the last seconds, as on the page of the sender. */
  achieved: number;
  /** Messages per second in each step, oldest first. */
  steps: { at: Date; perSecond: number }[];
};

type PaceRow = { senderId: string; achieved: number; steps: { at: string; perSecond: number }[] };

/** The pace of each sender over a span, with a step for every moment in which nothing left. */
export async function listSenderPaces(db: Queryable, accountId: string, query: RateSpan & { senderIds: string[] }): Promise<SenderPace[]> {
  const { rows } = await db.query<PaceRow>(
    `
    select asked.id as "senderId",
      coalesce((
        select sum(departed) from sender_second s
        where s.account_id = $1 and s.sender_id = asked.id
          and s.second_at >= date_trunc('second', app_now_stable()) - make_interval(secs => ${RATE_WINDOW_SECONDS + RATE_LAG_SECONDS})
          and s.second_at < date_trunc('second', app_now_stable()) - make_interval(secs => ${RATE_LAG_SECONDS})
      ), 0)::float8 / ${RATE_WINDOW_SECONDS} as achieved,
      (
        select jsonb_agg(jsonb_build_object('at', tick, 'perSecond', coalesce(gone.departed, 0)::float8 / $5) order by tick)
        from generate_series($3::timestamptz, $4::timestamptz - interval '1 second', make_interval(secs => $5)) as tick
        left join (
          select date_bin(make_interval(secs => $5), second_at, $3::timestamptz) as at, sum(departed) as departed
          from sender_second s
          where s.account_id = $1 and s.sender_id = asked.id and s.second_at >= $3 and s.second_at < $4
          group by 1
        ) as gone on gone.at = tick
      ) as steps
    from unnest($2::uuid[]) with ordinality as asked(id, place)
    order by asked.place
    `,
    [accountId, query.senderIds, query.from, query.to, query.stepSeconds],
  );
  return rows.map((row) => ({ ...row, steps: (row.steps ?? []).map((step) => ({ at: new Date(step.at), perSecond: step.perSecond })) }));
}
