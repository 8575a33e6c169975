/** What a draft is judged by before it is launched. */
import type { Lane } from "#lib/domain/horizon.ts";
import type { ForecastSender } from "#lib/domain/launch-forecast.ts";
import { leftOfEach } from "#lib/domain/load-shares.ts";
import type { Queryable } from "./connection.ts";

/** What one running campaign still has to send from one sender. */
export type CampaignQueue = { campaignId: string; senderId: string; lane: Lane; messages: number };

type GivenRow = { campaignId: string; senderId: string; hasMedia: boolean; mps: number; given: number; left: number };

/** More than run at a time: a bound for one answer. */
const QUEUES_MAX = 5_000;

/**
 * What running campaigns still have to send, by sender: it goes out first. From the campaigns' counters and from what each
 * sender was given, because counting the queue itself takes seconds when it is long. `upTo` is the last campaign that
 * counts: messages leave in the order of their launches.
 */
export async function listCampaignQueues(db: Queryable, accountId: string, { upTo = null }: { upTo?: string | null } = {}): Promise<CampaignQueue[]> {
  const { rows } = await db.query<GivenRow>(
    `
    with open as materialized (
      select c.id, c.has_media, greatest(0, c.queued - coalesce((
               select sum(t.accepted + t.rejected + t.unknown + t.cancelled + t.expired + t.suppressed)
               from campaign_tally t where t.account_id = c.account_id and t.campaign_id = c.id
             ), 0))::int as left
      from campaign c where c.account_id = $1 and c.state = 'running' and ($2::uuid is null or c.launched_at <= (select launched_at from campaign where account_id = $1 and id = $2))
    )
    select open.id as "campaignId", cs.sender_id as "senderId", open.has_media as "hasMedia", gate.mps, cs.given, open.left
    from open
    join campaign_sender cs on cs.account_id = $1 and cs.campaign_id = open.id
    join sender_gate gate on gate.account_id = cs.account_id and gate.sender_id = cs.sender_id
    order by open.id, cs.sender_id
    limit ${QUEUES_MAX}
    `,
    [accountId, upTo],
  );
  const campaigns = Map.groupBy(rows, (row) => row.campaignId);
  return Array.from(campaigns.values()).flatMap((senders) => {
    const left = leftOfEach(senders, senders[0]?.left ?? 0);
    return senders.map(({ campaignId, senderId, hasMedia }, index): CampaignQueue => ({ campaignId, senderId, lane: hasMedia ? "media" : "text", messages: Math.round(left[index] ?? 0) }));
  });
}

/** Senders with what each has to send before a launch: what a forecast is made of. */
export async function listSenderLoads(db: Queryable, accountId: string, senders: { id: string; mps: number }[]): Promise<ForecastSender[]> {
  const queues = await listCampaignQueues(db, accountId);
  const sumOf = (of: CampaignQueue[]) => of.reduce((sum, { messages }) => sum + messages, 0);
  return senders.map(({ id, mps }) => {
    const mine = queues.filter(({ senderId }) => senderId === id);
    return { id, mps, backlog: sumOf(mine), backlogMedia: sumOf(mine.filter(({ lane }) => lane === "media")) };
  });
}

export type SamplePerson = { id: string; name: string; attributes: Record<string, string> };

/** How many people the preview can be seen as. */
const SAMPLE_PEOPLE_MAX = 5;

/** A few people of a list who may be written to, to see a message as they would. */
export async function listSamplePeople(db: Queryable, accountId: string, listId: string): Promise<SamplePerson[]> {
  const { rows } = await db.query<SamplePerson>(
    `
    select r.id, r.name, r.attributes
    from list_member l
    join contact r on r.account_id = l.account_id and r.id = l.contact_id
    where l.account_id = $1 and l.list_id = $2 and r.erased_at is null and r.opted_out_at is null
    order by l.contact_id
    limit ${SAMPLE_PEOPLE_MAX}
    `,
    [accountId, listId],
  );
  return rows;
}

/** People of a list, in all. */
export async function countListPeople(db: Queryable, accountId: string, listId: string): Promise<number> {
  const { rows } = await db.query<{ people: number }>(`select count(*)::int as people from list_member where account_id = $1 and list_id = $2`, [accountId, listId]);
  return rows[0]?.people ?? 0;
}

/** How many people of a list have nothing in each of these columns, by column. Blank counts as nothing, as it does at launch. */
export async function countEmptyCells(db: Queryable, list: { accountId: string; listId: string }, columns: string[]): Promise<Record<string, number>> {
  if (columns.length === 0) return {};
  const { rows } = await db.query<{ column: string; people: number }>(
    `
    select header as column, count(*)::int as people
    from list_member l
    join contact r on r.account_id = l.account_id and r.id = l.contact_id
    cross join unnest($3::text[]) as header
    where l.account_id = $1 and l.list_id = $2 and r.erased_at is null and coalesce(r.attributes ->> header, '') !~ '\\S'
    group by header
    `,
    [list.accountId, list.listId, columns],
  );
  return { ...Object.fromEntries(columns.map((column) => [column, 0])), ...Object.fromEntries(rows.map((row) => [row.column, row.people])) };
}
