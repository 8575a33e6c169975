/** What we sent of late, to tell which of several limits behind one code was met. */
import type { LimitContext } from "#lib/domain/channel-limit.ts";
import { peoplePerDay } from "#lib/domain/messaging-limit.ts";
import type { Queryable } from "./connection.ts";

type RecentSends = NonNullable<LimitContext["counts"]>;
type Counted = { messageId: string; toPersonInMinute: number; peopleInDay: number; messagingLimit: string | null };

/**
 * Counts for messages of one kind of trouble, by the message's id. People are counted by messages: each is one person or
 * somebody again, so there were never more of them. Senders share a portfolio as far as their WhatsApp Business Account is known.
 */
export async function countRecentSends(db: Queryable, messages: { accountId: string; messageId: string }[]): Promise<Map<string, RecentSends>> {
  if (messages.length === 0) return new Map();
  const { rows } = await db.query<Counted>({ name: "count-recent-sends", text: COUNT, values: [messages.map((m) => m.accountId), messages.map((m) => m.messageId)] });
  return new Map(rows.map(({ messageId, messagingLimit, ...counts }) => [messageId, { ...counts, peopleInDayMax: peoplePerDay(messagingLimit) }]));
}

const COUNT = `
with told as materialized (
  select m.account_id, m.id, m.contact_id, m.sender_id, s.business_account, s.messaging_limit
  from unnest($1::uuid[], $2::bigint[]) as t(account_id, message_id)
  join message m on m.account_id = t.account_id and m.id = t.message_id
  join sender s on s.account_id = m.account_id and s.id = m.sender_id
),
reach as materialized (
  select one.account_id, one.sender_id, coalesce(sum(t.departed), 0)::int as people
  from (select distinct account_id, sender_id, business_account from told) as one
  join sender s on s.account_id = one.account_id and (s.id = one.sender_id or s.business_account = one.business_account)
  left join sender_second t on t.account_id = s.account_id and t.sender_id = s.id and t.second_at > app_now_stable() - interval '24 hours'
  group by one.account_id, one.sender_id
)
select told.id::text as "messageId", reach.people as "peopleInDay", told.messaging_limit as "messagingLimit",
       (select count(*)::int from campaign_sender cs
        join message o on o.campaign_id = cs.campaign_id and o.contact_id = told.contact_id and o.account_id = cs.account_id
        join attempt a on a.account_id = o.account_id and a.message_id = o.id and a.departed_at > app_now_stable() - interval '1 minute'
        where cs.account_id = told.account_id and cs.sender_id = told.sender_id and o.sender_id = told.sender_id) as "toPersonInMinute"
from told join reach on reach.account_id = told.account_id and reach.sender_id = told.sender_id`;
