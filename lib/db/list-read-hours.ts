/** When the messages of an account are read, by weekday and hour, from counters: never from messages. */
import type { Queryable } from "./connection.ts";

/** `weekday` from 1, Monday, to 7; `hour` from 0 to 23, both by the clock of the zone that was asked for. */
export type ReadHour = { weekday: number; hour: number; accepted: number; read: number };

/** Hours in which nothing was sent or read are left out. `zone` is an IANA name; one that PostgreSQL does not know is an error. */
export async function listReadHours(db: Queryable, accountId: string, span: { days: number; zone: string }): Promise<ReadHour[]> {
  const { rows } = await db.query<ReadHour>(
    `
    select extract(isodow from local)::int as weekday, extract(hour from local)::int as hour, sum(accepted)::int as accepted, sum(read)::int as read
    from (
      select date_trunc('hour', tally.bucket_at) at time zone $3 as local, sum(tally.accepted) as accepted, sum(tally.read) as read
      from campaign
      join campaign_tally tally on tally.account_id = campaign.account_id and tally.campaign_id = campaign.id and tally.bucket_at > app_now_stable() - make_interval(days => $2)
      where campaign.account_id = $1 and campaign.launched_at > app_now_stable() - make_interval(days => $2)
      group by 1
    ) as hours
    group by 1, 2
    having sum(accepted) > 0 or sum(read) > 0
    order by 1, 2
    `,
    [accountId, span.days, span.zone],
  );
  return rows;
}
