/** How fast the senders of a campaign went, second by second. */
import type { RateSpan } from "#lib/domain/rate-span.ts";
import type { Queryable } from "./connection.ts";
import { recentRate, RECENT_RATE, type RecentRate } from "./recent-rate.ts";

export type SenderPace = RecentRate & {
  senderId: string;
  /** Messages per second in each step, oldest first. */
  steps: { at: Date; perSecond: number }[];
};

type PaceRow = RecentRate & { senderId: string; steps: { at: string; perSecond: number }[] };

/** The pace of each sender over a span, with a step for every moment in which nothing left. */
export async function listSenderPaces(db: Queryable, accountId: string, query: RateSpan & { senderIds: string[] }): Promise<SenderPace[]> {
  const { rows } = await db.query<PaceRow>(
    `
    select asked.id as "senderId", ${RECENT_RATE},
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
    left join sender_gate gate on gate.account_id = $1 and gate.sender_id = asked.id
    ${recentRate({ account: "$1", sender: "asked.id", mps: "gate.mps" })}
    order by asked.place
    `,
    [accountId, query.senderIds, query.from, query.to, query.stepSeconds],
  );
  return rows.map((row) => ({ ...row, steps: (row.steps ?? []).map((step) => ({ at: new Date(step.at), perSecond: step.perSecond })) }));
}
