/** Messages of which nobody can tell whether they were sent: what was tried, and what is tried next. */
import { LOOK_AFTER_SECONDS, type LookFinding } from "#lib/domain/look.ts";
import { pageOf, type Cursor, type Page } from "#lib/domain/keyset.ts";
import type { CampaignState } from "#lib/domain/states.ts";
import type { Queryable } from "./connection.ts";

export const UNRESOLVED_PAGE_SIZE = 50;
/** A page looks through at most so many, so that one campaign among many never costs more than that. */
const LOOKED_AT_MAX = 20_000;
/** Counted at most: beyond it a number says no more than “very many”. */
export const UNRESOLVED_COUNTED_MAX = 10_000;
/** Offered to choose from. */
const CAMPAIGNS_MAX = 20;
/** A key is a message's id. */
export const UNRESOLVED_KEY = /^\d{1,18}$/;

export type Unresolved = {
  messageId: string;
  n: number;
  /** `looked-for`: the provider's lists are still looked at; `undecided`: a person decides. */
  standing: "looked-for" | "undecided";
  contactId: string;
  name: string;
  phone: string;
  campaignId: string;
  campaignName: string;
  campaignState: CampaignState;
  sender: string | null;
  departedAt: Date | null;
  /** Whole lists seen. */
  looks: number;
  finding: LookFinding | null;
  lookedAt: Date | null;
  /** Null when it is not looked for any more. */
  nextLookAt: Date | null;
  /** When it is taken for sent unless somebody decides before. */
  expiresAt: Date;
};

export type UnresolvedQuery = { accountId: string; campaignId: string | null; cursor: Cursor; /** False masks every number before it leaves the database. */ showNumbers: boolean };

export type UnresolvedPage = Page<Unresolved> & { /** The page ends because enough was looked through, not because it is full. */ cutShort: boolean };

type UnresolvedRow = { [K in keyof Unresolved]: Unresolved[K] | null } & { edge: string | null };

/** One page by message, through attempt_attention_idx. */
export async function listUnresolved(db: Queryable, query: UnresolvedQuery): Promise<UnresolvedPage> {
  const backwards = query.cursor?.direction === "before";
  const { rows } = await db.query<UnresolvedRow>(pageSql(backwards), [query.accountId, query.campaignId, query.cursor?.key ?? null, query.showNumbers, LOOK_AFTER_SECONDS[0]]);
  const found = rows.flatMap((row) => unresolvedIn(row) ?? []);
  const page = pageOf(found, { size: UNRESOLVED_PAGE_SIZE, cursor: query.cursor, keyOf: ({ messageId }) => messageId });
  const edge = rows[0]?.edge ?? null;
  if (edge === null) return { ...page, cutShort: false };
  return backwards ? { ...page, before: edge, cutShort: true } : { ...page, after: edge, cutShort: true };
}

function unresolvedIn({ edge, ...row }: UnresolvedRow): Unresolved | null {
  const { messageId, n, standing, contactId, name, phone, campaignId, campaignName, campaignState, looks, expiresAt } = row;
  if (messageId === null || n === null || standing === null || contactId === null || name === null || phone === null || campaignId === null) return null;
  if (campaignName === null || campaignState === null || looks === null || expiresAt === null) return null;
  return { ...row, messageId, n, standing, contactId, name, phone, campaignId, campaignName, campaignState, looks, expiresAt };
}

/** `edge` is the last message that was looked at, when the page is not full although there are more to look through. */
const pageSql = (backwards: boolean) => {
  const order = backwards ? "desc" : "asc";
  const range = `
    from attempt a
    where a.account_id = $1 and a.outcome in ('ambiguous', 'unconfirmed') and ($3::bigint is null or a.message_id ${backwards ? "<" : ">"} $3)
    order by a.message_id ${order}`;
  return `
    with found as materialized (
      select a.* from (select a.* ${range} limit ${LOOKED_AT_MAX}) as a
      where $2::uuid is null or exists (select from message m where m.account_id = a.account_id and m.id = a.message_id and m.campaign_id = $2)
      order by a.message_id ${order} limit ${UNRESOLVED_PAGE_SIZE + 1}
    )
    select a.message_id as "messageId", a.n, case when a.outcome = 'ambiguous' then 'looked-for' when a.outcome = 'unconfirmed' then 'undecided' end as standing,
           m.contact_id as "contactId", r.name, ${MASKED} as phone, c.id as "campaignId", c.name as "campaignName", c.state as "campaignState", s.name as sender,
           a.departed_at as "departedAt", a.looks, a.look_finding as finding, a.looked_at as "lookedAt",
           case when a.outcome = 'ambiguous' then coalesce(a.look_at, a.slot_at + make_interval(secs => $5)) end as "nextLookAt", m.expires_at as "expiresAt", edge.message_id::text as edge
    from (select case when (select count(*) from found) <= ${UNRESOLVED_PAGE_SIZE} then (select a.message_id ${range} limit 1 offset ${LOOKED_AT_MAX - 1}) end as message_id) as edge
    left join found a on true
    left join message m on m.account_id = a.account_id and m.id = a.message_id
    left join contact r on r.account_id = m.account_id and r.id = m.contact_id
    left join campaign c on c.account_id = m.account_id and c.id = m.campaign_id
    left join sender s on s.account_id = m.account_id and s.id = m.sender_id
    order by a.message_id ${order}`;
};

/** A masked number keeps its first four signs and its last two. */
const MASKED = `
  case when $4 or r.phone is null then r.phone
       when length(r.phone) <= 6 then repeat('•', length(r.phone))
       else left(r.phone, 4) || repeat('•', length(r.phone) - 6) || right(r.phone, 2) end`;

export type UnresolvedCampaign = { id: string; name: string; count: number };

/** The campaigns that have such messages, those with the most first. */
export async function listUnresolvedCampaigns(db: Queryable, accountId: string): Promise<UnresolvedCampaign[]> {
  const { rows } = await db.query<UnresolvedCampaign>(
    `select c.id, c.name, u.count from (${UNRESOLVED_BY_CAMPAIGN}) as u join campaign c on c.account_id = $1 and c.id = u.campaign_id order by u.count desc, c.id limit ${CAMPAIGNS_MAX}`,
    [accountId],
  );
  return rows;
}

/** Such messages of account $1 by campaign, counted over a bounded number of them. */
export const UNRESOLVED_BY_CAMPAIGN = `
select m.campaign_id, count(*)::int as count
from (select a.account_id, a.message_id from attempt a where a.account_id = $1 and a.outcome in ('ambiguous', 'unconfirmed') order by a.message_id limit ${UNRESOLVED_COUNTED_MAX}) as a
join message m on m.account_id = a.account_id and m.id = a.message_id
group by m.campaign_id`;
