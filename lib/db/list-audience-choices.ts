/** The lists that a campaign may be sent to. */
import type { Queryable } from "./connection.ts";

export const AUDIENCE_CHOICE_PAGE_SIZE = 20;
/** Larger lists are not looked through here: the review counts the one that is chosen. */
export const AUDIENCE_COUNT_MAX = 20_000;

export type AudienceChoice = {
  id: string;
  name: string;
  createdAt: Date;
  /** AUDIENCE_COUNT_MAX + 1 when there are more; the other counts are then of no meaning. */
  people: number;
  optedOut: number;
  withoutConsent: number;
  /** Joined members of the sandbox; zero on a live account. */
  joined: number;
};

/** One page of lists, newest first, with the chosen one above it when it is on another; and how many there are. Pages count from 1. Only the lists that are shown are counted, up to AUDIENCE_COUNT_MAX people each. */
export async function listAudienceChoices(db: Queryable, accountId: string, query: { page: number; chosen: string | null }): Promise<{ lists: AudienceChoice[]; total: number }> {
  const { rows } = await db.query<AudienceChoice & { total: number }>(
    `
    with page as materialized (
      select id, name, created_at, count(*) over ()::int as total, false as apart
      from contact_list
      where account_id = $1
      order by created_at desc, id
      limit ${AUDIENCE_CHOICE_PAGE_SIZE} offset $2
    ),
    shown as (
      select * from page
      union all
      select id, name, created_at, 0, true from contact_list where account_id = $1 and id = $3::uuid and not exists (select 1 from page where page.id = $3::uuid)
    )
    select shown.id, shown.name, shown.created_at as "createdAt", shown.total, counted.*
    from shown
    cross join lateral (
      select count(*)::int as people,
             count(*) filter (where r.opted_out_at is not null)::int as "optedOut",
             count(*) filter (where r.consent_at is null)::int as "withoutConsent",
             count(s.phone)::int as joined
      from (select account_id, contact_id from list_member where account_id = $1 and list_id = shown.id limit ${AUDIENCE_COUNT_MAX + 1}) as l
      join contact r on r.account_id = l.account_id and r.id = l.contact_id and r.erased_at is null
      left join sandbox_member s on s.account_id = r.account_id and s.phone = r.phone and s.expires_at > app_now_stable()
    ) as counted
    order by shown.apart desc, shown.created_at desc, shown.id
    `,
    [accountId, (query.page - 1) * AUDIENCE_CHOICE_PAGE_SIZE, query.chosen],
  );
  return { lists: rows.map(({ total, ...list }) => list), total: Math.max(0, ...rows.map((row) => row.total)) };
}
