/** How often a code of Twilio came of late, and in which campaigns. */
import type { Queryable } from "./connection.ts";

export const USES_DAYS = 30;
/** The newest of an account that are looked at, and how far each is counted: an answer must not cost what the campaign cost. */
const CAMPAIGNS_MAX = 200;
export const USES_COUNTED_MAX = 10_000;

/** `count` is at most USES_COUNTED_MAX + 1, which means more than so many. */
/** A message keeps the code of its last refusal while it waits for another try: only what ended with it counts. The index leaves that out, for a column in it would make every delivery report dearer. */
const ENDED_WITH_IT = "(m.state = 'rejected' or m.delivery in ('failed', 'undelivered'))";

export type ErrorUse = { accountId: string; campaignId: string; name: string; launchedAt: Date; count: number };

/** Campaigns of these accounts, launched in the last USES_DAYS, with messages that have this code; newest first. Reads by message_error_idx. */
export async function listErrorUses(db: Queryable, accountIds: string[], code: number): Promise<ErrorUse[]> {
  const { rows } = await db.query<ErrorUse>(
    `
    select c.account_id as "accountId", c.id as "campaignId", c.name, c.launched_at as "launchedAt", met.count
    from unnest($1::uuid[]) as asked(account_id)
    cross join lateral (
      select * from campaign where campaign.account_id = asked.account_id order by campaign.created_at desc limit ${CAMPAIGNS_MAX}
    ) as c
    cross join lateral (
      select count(*)::int as count from (select 1 from message m where m.campaign_id = c.id and m.error_code = $2 and ${ENDED_WITH_IT} limit ${USES_COUNTED_MAX + 1}) as counted
    ) as met
    where c.launched_at > app_now_stable() - interval '${USES_DAYS} days' and met.count > 0
    order by c.launched_at desc, c.id
    `,
    [accountIds, code],
  );
  return rows;
}

/** Codes shown of one campaign. */
const CODES_MAX = 12;
/** Failed messages that are counted. */
export const FAILURES_COUNTED_MAX = 10_000;

/** How often each code came in one campaign, the most frequent first: of the first FAILURES_COUNTED_MAX that failed. */
export async function countErrorCodes(db: Queryable, ref: { accountId: string; campaignId: string }): Promise<{ code: number; count: number }[]> {
  const { rows } = await db.query<{ code: number; count: number }>(
    `
    select error_code as code, count(*)::int as count
    from (
      select m.error_code from message m
      where m.campaign_id = (select id from campaign where account_id = $1 and id = $2) and m.error_code is not null and ${ENDED_WITH_IT}
      limit ${FAILURES_COUNTED_MAX}
    ) as met
    group by error_code order by count(*) desc, error_code limit ${CODES_MAX}
    `,
    [ref.accountId, ref.campaignId],
  );
  return rows;
}
