/** Which sender of a pool each person of an audience gets: the one that knows them, else one that has time. */
import type { Lane } from "#lib/domain/horizon.ts";
import { launchForecast, loadOf, type ForecastSender } from "#lib/domain/launch-forecast.ts";
import { shareByLoad, shareEnds } from "#lib/domain/load-shares.ts";
import type { Queryable } from "./connection.ts";

/** One row per person: (contact_id, suppression or null, variables). The first two values are the account and the list. */
export type Planned = { sql: string; values: unknown[] };

export type SharingPool = { senders: ForecastSender[]; lane: Lane; lifeSeconds: number };

/** What the senders are asked whether they know somebody by: their open windows, and what they sent for these campaigns, newest first. */
type Acquaintance = { senderIds: string[]; campaignIds: string[] };

export type Sharing = {
  acquaintance: Acquaintance;
  /** Where the share of each sender among those whom nobody knows ends, from 0 to 1. */
  ends: number[];
  /** Messages that each sender will get, to a few; null where nobody had to be counted because nobody is known and nobody busy. */
  shares: number[] | null;
};

/** A sender knows those to whom it wrote within this time. */
const KNOWN_FOR = "30 days";
/** So many campaigns, and messages of them, are looked through for who wrote last; a launch must not take longer the more was sent before. */
const CAMPAIGNS_MAX = 50;
const MESSAGES_MAX = 2_000_000;
/** How long an inbound message keeps the conversation with its sender open. */
export const WINDOW = "24 hours";

/**
 * Decides how people are shared. Those whom a sender knows stay with it: first by an open window, then by who wrote last. All
 * others are shared so that every sender is done at the same time, with what it has to send before. Only when that would
 * make the campaign miss its end, those with whom no conversation is open are shared like all others.
 */
export async function planSharing(db: Queryable, planned: Planned, pool: SharingPool): Promise<Sharing> {
  const { senders, lane } = pool;
  const loads = senders.map((sender) => loadOf(sender, lane));
  const alone: Sharing = { acquaintance: { senderIds: [], campaignIds: [] }, ends: shareEnds(loads.map(({ mps }) => mps)), shares: null };
  if (senders.length < 2) return alone;
  const senderIds = senders.map(({ id }) => id);
  const acquaintance = await findAcquaintance(db, String(planned.values[0]), senderIds);
  if (acquaintance.senderIds.length === 0 && loads.every(({ load }) => load === 0)) return alone;

  const people = await countKnown(db, planned, acquaintance);
  const staying = sharedWith(pool, people, acquaintance);
  const { seconds } = launchForecast({ ...pool, shares: staying.shares ?? [] });
  if (seconds <= pool.lifeSeconds || acquaintance.campaignIds.length === 0) return staying;
  const freed = people.map((known) => (known.open ? known : { ...known, place: null }));
  return sharedWith(pool, freed, { senderIds, campaignIds: [] });
}

function sharedWith({ senders, lane }: SharingPool, people: KnownPeople[], acquaintance: Acquaintance): Sharing {
  const peopleOf = (place: number | null) => people.reduce((sum, known) => sum + (known.place === place ? known.people : 0), 0);
  const loads = senders.map((sender) => loadOf(sender, lane));
  const free = shareByLoad(loads.map(({ mps, load }, place) => ({ mps, load: load + peopleOf(place) })), peopleOf(null));
  const weights = peopleOf(null) === 0 ? loads.map(({ mps }) => mps) : free;
  return { acquaintance, ends: shareEnds(weights), shares: free.map((messages, place) => messages + peopleOf(place)) };
}

/** The campaigns by which somebody may be known, newest first; no senders where nobody can be. */
async function findAcquaintance(db: Queryable, accountId: string, senderIds: string[]): Promise<Acquaintance> {
  const { rows } = await db.query<{ campaignIds: string[]; open: boolean }>(
    `
    select coalesce((
             select array_agg(recent.id order by recent.launched_at desc, recent.id)
             from (
               select c.id, c.launched_at, sum(c.queued) over (order by c.launched_at desc, c.id) as messages
               from campaign c
               where c.account_id = $1 and c.launched_at > app_now_stable() - interval '${KNOWN_FOR}'
                 and exists (select 1 from campaign_sender cs where cs.account_id = c.account_id and cs.campaign_id = c.id and cs.sender_id = any($2::uuid[]))
               order by c.launched_at desc, c.id
               limit ${CAMPAIGNS_MAX}
             ) as recent
             where recent.messages <= ${MESSAGES_MAX}
           ), '{}') as "campaignIds",
           exists (select 1 from service_window w where w.account_id = $1 and w.sender_id = any($2::uuid[]) and w.last_inbound_at > app_now_stable() - interval '${WINDOW}') as open
    `,
    [accountId, senderIds],
  );
  const { campaignIds, open } = rows[0] ?? { campaignIds: [], open: false };
  return { senderIds: open || campaignIds.length > 0 ? senderIds : [], campaignIds };
}

/** People who are not left out, by the place of the sender that knows them in the pool; null are those whom nobody knows. */
type KnownPeople = { place: number | null; open: boolean; people: number };

async function countKnown(db: Queryable, { sql, values: first }: Planned, acquaintance: Acquaintance): Promise<KnownPeople[]> {
  const values = [...first];
  const known = knownSql(acquaintance, (value) => `$${values.push(value)}`);
  const { rows } = await db.query<KnownPeople>(
    `
    with planned as (${sql}), known as (${known})
    select (nearness % ${SENDERS_MAX})::int as place, coalesce(nearness < ${WROTE}, false) as open, count(*)::int as people
    from planned left join known using (contact_id)
    where suppression is null
    group by 1, 2
    `,
    values,
  );
  return rows;
}

/** More senders than a pool has. */
const SENDERS_MAX = 1024;
/** A conversation that is open is nearer than any campaign: its nearness counts seconds, of which a window has fewer than this. */
const WROTE_RANK = 100_000;
const WROTE = WROTE_RANK * SENDERS_MAX;

type Place = (value: unknown) => string;

/**
 * One row per person whom a sender of the pool knows: (contact_id, nearness). Nearness orders by the seconds since the last
 * inbound message, then by how many campaigns ago somebody wrote; its remainder is the sender's place in the pool. One
 * number, so that the nearest of a million is found by the cheapest of aggregates.
 */
export function knownSql({ senderIds, campaignIds }: Acquaintance, place: Place): string {
  if (senderIds.length === 0) return `select null::bigint as contact_id, null::bigint as nearness where false`;
  const pool = `${place(senderIds)}::uuid[]`;
  const campaigns = `${place(campaignIds)}::uuid[]`;
  return `
    select contact_id, min(nearness) as nearness
    from (
      select w.contact_id, greatest(0, extract(epoch from app_now_stable() - w.last_inbound_at))::bigint * ${SENDERS_MAX} + array_position(${pool}, w.sender_id) - 1 as nearness
      from service_window w
      where w.account_id = $1 and w.sender_id = any(${pool}) and w.last_inbound_at > app_now_stable() - interval '${WINDOW}'
      union all
      select m.contact_id, (${WROTE_RANK} + array_position(${campaigns}, m.campaign_id))::bigint * ${SENDERS_MAX} + array_position(${pool}, m.sender_id) - 1
      from list_member l
      join message m on m.account_id = l.account_id and m.contact_id = l.contact_id
      where l.account_id = $1 and l.list_id = $2 and m.campaign_id = any(${campaigns}) and m.sender_id = any(${pool}) and m.state = 'accepted'
    ) as acquainted
    group by contact_id`;
}

/** The sender of one row of `planned left join known`. */
export function senderSql({ ends, acquaintance }: Sharing, senderIds: string[], place: Place): string {
  const pool = `(${place(senderIds)}::uuid[])`;
  const shared = `${pool}[1 + width_bucket((hashint8(contact_id)::bigint + 2147483648) / 4294967296.0::float8, ${place(ends.slice(0, -1))}::float8[])]`;
  return acquaintance.senderIds.length === 0 ? shared : `coalesce(${pool}[1 + nearness % ${SENDERS_MAX}], ${shared})`;
}
