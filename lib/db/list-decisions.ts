/** What the engine decided in an account, newest first, by campaign, sender or person. */
import { type DecisionKind, DECISION_KINDS } from "#lib/domain/decision.ts";
import { pageOf, type Cursor, type Page } from "#lib/domain/keyset.ts";
import type { Queryable } from "./connection.ts";

export const DECISION_PAGE_SIZE = 50;
/** A key is a decision's id. */
export const DECISION_KEY = /^\d{1,18}$/;

export type DecisionQuery = { accountId: string; campaignId: string | null; senderId: string | null; contactId: string | null; cursor: Cursor };

type Named = { id: string; name: string };

export type ListedDecision = {
  id: string;
  at: Date;
  kind: DecisionKind;
  campaign: Named | null;
  sender: Named | null;
  contactId: string | null;
  messages: number;
  code: number | null;
  reason: string;
};

/** What the list is narrowed to, by its names; null where it is not, or where that is not of this account. */
export type NarrowedTo = { campaign: string | null; sender: string | null; contact: string | null };

type DecisionRow = Omit<ListedDecision, "kind"> & { kind: string };

/** One page, through the index of what is asked for. */
export async function listDecisions(db: Queryable, query: DecisionQuery): Promise<{ decisions: Page<ListedDecision>; of: NarrowedTo }> {
  const backwards = query.cursor?.direction === "before";
  const [{ rows }, { rows: names }] = await Promise.all([
    db.query<DecisionRow>(pageSql(query, backwards), [query.accountId, query.cursor?.key ?? null, query.campaignId, query.senderId, query.contactId]),
    db.query<NarrowedTo>(NAMES, [query.accountId, query.campaignId, query.senderId, query.contactId]),
  ]);
  const found = rows.flatMap(({ kind, ...row }) => DECISION_KINDS.filter((each) => each === kind).map((each) => ({ ...row, kind: each })));
  return { decisions: pageOf(found, { size: DECISION_PAGE_SIZE, cursor: query.cursor, keyOf: ({ id }) => id }), of: names[0] ?? { campaign: null, sender: null, contact: null } };
}

const NAMES = `
  select (select name from campaign where account_id = $1 and id = $2::uuid) as campaign, (select name from sender where account_id = $1 and id = $3::uuid) as sender,
         (select name from contact where account_id = $1 and id = $4::bigint) as contact`;

/** What is not asked for is not compared, so that each list has the order of one index; its place is named all the same, with its type. */
function pageSql({ campaignId, senderId, contactId }: DecisionQuery, backwards: boolean): string {
  const where = [
    campaignId === null ? "$3::uuid is null" : "d.campaign_id = $3::uuid",
    senderId === null ? "$4::uuid is null" : "d.sender_id = $4::uuid",
    contactId === null ? "$5::bigint is null" : "d.contact_id = $5::bigint",
  ].join(" and ");
  return `
    select d.id::text as id, d.at, d.kind, d.messages, d.code, d.reason, d.contact_id::text as "contactId",
           case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name) end as campaign,
           case when s.id is not null then jsonb_build_object('id', s.id, 'name', s.name) end as sender
    from (
      select * from decision d
      where d.account_id = $1 and ($2::bigint is null or d.id ${backwards ? ">" : "<"} $2) and ${where}
      order by d.id ${backwards ? "asc" : "desc"} limit ${DECISION_PAGE_SIZE + 1}
    ) as d
    left join campaign c on c.account_id = d.account_id and c.id = d.campaign_id
    left join sender s on s.account_id = d.account_id and s.id = d.sender_id
    order by d.id ${backwards ? "asc" : "desc"}`;
}
