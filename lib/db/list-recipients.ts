/** The people behind a campaign's numbers, one message each. */
import { pageOf, type Cursor, type Page } from "#lib/domain/keyset.ts";
import type { DeliveryState, SendingState, SuppressionReason } from "#lib/domain/states.ts";
import type { CampaignRef } from "./campaign-writes.ts";
import type { Queryable } from "./connection.ts";

export const RECIPIENT_PAGE_SIZE = 50;
/** A page looks through at most so many messages, so that a rare state in a large campaign never scans all of it. */
const LOOKED_AT_MAX = 50_000;

/** Which people: each view is the list behind one number of the report. */
export const RECIPIENT_VIEWS = ["all", "waiting", "accepted", "no-report", "delivered", "read", "failed", "rejected", "unknown", "left-out", "cancelled", "expired"] as const;
export type RecipientView = (typeof RECIPIENT_VIEWS)[number];

export type RecipientQuery = CampaignRef & {
  view: RecipientView;
  /** Only with the view `left-out`. */
  reason: SuppressionReason | null;
  cursor: Cursor;
  /** False masks every number before it leaves the database. */
  showNumbers: boolean;
};

export type Recipient = {
  contactId: string;
  phone: string;
  name: string;
  state: SendingState;
  delivery: DeliveryState;
  suppression: SuppressionReason | null;
  errorCode: number | null;
  sender: string | null;
  /** When the last try left, or null when none did. */
  departedAt: Date | null;
};

export type RecipientPage = Page<Recipient> & {
  /** The page ends because enough was looked through, not because it is full. */
  cutShort: boolean;
};

/** A key is a contact's id. */
export const RECIPIENT_KEY = /^\d{1,18}$/;

const VIEW: Record<RecipientView, string> = {
  all: "true",
  waiting: "m.state in ('queued', 'sending')",
  accepted: "m.state = 'accepted'",
  "no-report": "m.state = 'accepted' and m.delivery not in ('delivered', 'read', 'failed', 'undelivered')",
  delivered: "m.delivery in ('delivered', 'read')",
  read: "m.delivery = 'read'",
  failed: "m.delivery in ('failed', 'undelivered')",
  rejected: "m.state = 'rejected'",
  unknown: "m.state = 'unknown'",
  "left-out": "m.state = 'suppressed'",
  cancelled: "m.state = 'cancelled'",
  expired: "m.state = 'expired'",
};

type RecipientRow = { [K in keyof Recipient]: Recipient[K] | null } & { edge: string | null };

/** One page of a campaign's people by contact, through the unique index on campaign and contact. */
export async function listRecipients(db: Queryable, query: RecipientQuery): Promise<RecipientPage> {
  const backwards = query.cursor?.direction === "before";
  const { rows } = await db.query<RecipientRow>(pageSql(query.view, backwards), [query.accountId, query.campaignId, query.cursor?.key ?? null, query.reason, query.showNumbers]);
  const found = rows.flatMap((row) => recipientIn(row) ?? []);
  const page = pageOf(found, { size: RECIPIENT_PAGE_SIZE, cursor: query.cursor, keyOf: (row) => row.contactId });
  const edge = rows[0]?.edge ?? null;
  if (edge === null) return { ...page, cutShort: false };
  return backwards ? { ...page, before: edge, cutShort: true } : { ...page, after: edge, cutShort: true };
}

function recipientIn({ edge, ...row }: RecipientRow): Recipient | null {
  const { contactId, phone, name, state, delivery } = row;
  if (contactId === null || phone === null || name === null || state === null || delivery === null) return null;
  return { ...row, contactId, phone, name, state, delivery };
}

/** `edge` is the last contact that was looked at, when the page is not full although there are more to look through. */
const pageSql = (view: RecipientView, backwards: boolean) => {
  const order = backwards ? "desc" : "asc";
  const range = `
    from message m
    where m.campaign_id = (select id from campaign where account_id = $1 and id = $2) and ($3::bigint is null or m.contact_id ${backwards ? "<" : ">"} $3)
    order by m.contact_id ${order}`;
  return `
    with found as materialized (
      select account_id, id, contact_id
      from (select m.account_id, m.id, m.contact_id, m.state, m.delivery, m.suppression ${range} limit ${LOOKED_AT_MAX}) as m
      where ${VIEW[view]} and ($4::suppression_reason is null or m.suppression = $4)
      order by contact_id ${order}
      limit ${RECIPIENT_PAGE_SIZE + 1}
    )
    select ${COLUMNS}, edge.contact_id::text as edge
    from (select case when (select count(*) from found) <= ${RECIPIENT_PAGE_SIZE} then (select m.contact_id ${range} limit 1 offset ${LOOKED_AT_MAX - 1}) end as contact_id) as edge
    left join found on true
    left join message m on m.account_id = found.account_id and m.id = found.id
    left join contact r on r.account_id = m.account_id and r.id = m.contact_id
    left join sender s on s.account_id = m.account_id and s.id = m.sender_id
    left join lateral (
      select a.departed_at from attempt a where a.account_id = m.account_id and a.message_id = m.id order by a.n desc limit 1
    ) as tried on true
    order by found.contact_id ${order}`;
};

/** A masked number keeps its first four signs and its last two. */
const COLUMNS = `
  found.contact_id as "contactId", r.name, m.state, m.delivery, m.suppression, m.error_code as "errorCode", s.name as sender, tried.departed_at as "departedAt",
  case when $5 or r.phone is null then r.phone
       when length(r.phone) <= 6 then repeat('•', length(r.phone))
       else left(r.phone, 4) || repeat('•', length(r.phone) - 6) || right(r.phone, 2) end as phone`;
