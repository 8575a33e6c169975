/** Contacts as the console shows them. Who may see whole numbers is decided here, so that no page can forget it. */
import { type Cursor, type Page, pageOf } from "#lib/domain/keyset.ts";
import { maskPhone } from "#lib/domain/phone-mask.ts";
import type { Queryable } from "./connection.ts";

export const CONTACT_PAGE_SIZE = 50;
/** Contacts are counted up to here; beyond, there are "more than". */
export const CONTACT_COUNT_MAX = 10_000;

export type ContactRow = {
  id: string;
  /** Whole for those who may write to people, masked for others. */
  phone: string;
  name: string;
  country: string | null;
  consentAt: Date | null;
  optedOutAt: Date | null;
};

export type ContactFilter = {
  accountId: string;
  /** Part of a name, or of a number; empty for everybody. */
  text: string;
  listId: string | null;
  optedOut: boolean;
  /** Whether numbers may be seen, and so searched for. */
  wholeNumbers: boolean;
};

export type ContactSearch = ContactFilter & { cursor: Cursor };

/** The key of a page is a contact's id. */
export const CONTACT_KEY = /^\d{1,18}$/;

/** One page of contacts, the newest first: what comes after a contact is older than it. */
export async function listContacts(db: Queryable, search: ContactSearch): Promise<Page<ContactRow>> {
  const { cursor, listId, wholeNumbers } = search;
  const { conditions, values } = filterOf(search);
  const upwards = cursor?.direction === "before";
  const id = listId === null ? "r.id" : "m.contact_id";
  if (cursor) conditions.push(`${id} ${upwards ? ">" : "<"} $${values.push(cursor.key)}`);
  const { rows } = await db.query<ContactRow>(
    `
    select r.id, r.phone, r.name, r.country, r.consent_at as "consentAt", r.opted_out_at as "optedOutAt"
    from ${sourceOf(search)}
    where ${conditions.join(" and ")}
    order by ${id} ${upwards ? "asc" : "desc"} limit ${CONTACT_PAGE_SIZE + 1}
    `,
    values,
  );
  const shown = wholeNumbers ? rows : rows.map((row) => ({ ...row, phone: maskPhone(row.phone) }));
  return pageOf(shown, { size: CONTACT_PAGE_SIZE, cursor, keyOf: (row) => row.id });
}

/** How many contacts a search finds, up to CONTACT_COUNT_MAX + 1. */
export async function countContacts(db: Queryable, search: ContactFilter): Promise<number> {
  const { conditions, values } = filterOf(search);
  const { rows } = await db.query<{ found: number }>(
    `select count(*)::int as found from (select from ${sourceOf(search)} where ${conditions.join(" and ")} limit ${CONTACT_COUNT_MAX + 1}) as found`,
    values,
  );
  return rows[0]?.found ?? 0;
}

function sourceOf({ listId }: ContactFilter): string {
  return listId === null ? "contact r" : "list_member m join contact r on r.account_id = m.account_id and r.id = m.contact_id";
}

function filterOf({ accountId, text, listId, optedOut, wholeNumbers }: ContactFilter): { conditions: string[]; values: unknown[] } {
  const values: unknown[] = [accountId];
  const conditions = [`r.account_id = $1`, `r.erased_at is null`];
  if (listId !== null) conditions.push(`m.account_id = $1`, `m.list_id = $${values.push(listId)}`);
  if (optedOut) conditions.push(`r.opted_out_at is not null`);
  const wanted = text.trim();
  if (wanted === "") return { conditions, values };
  const digits = wholeNumbers && /^[+\d\s().-]+$/.test(wanted) ? wanted.replace(/\D/g, "").replace(/^00/, "") : "";
  const pattern = digits === "" ? wanted.replace(/[\\%_]/g, "\\$&") : digits;
  conditions.push(`${digits === "" ? "r.name" : "r.phone"} ilike '%' || $${values.push(pattern)} || '%'`);
  return { conditions, values };
}

export type OptOutEntry = { reason: string; source: string; at: Date; liftedAt: Date | null };

export type ContactDetail = ContactRow & {
  language: string | null;
  attributes: Record<string, string>;
  consentSource: string | null;
  createdAt: Date;
  updatedAt: Date;
  lists: { id: string; name: string }[];
  optOuts: OptOutEntry[];
  /** Until when they are joined to the sandbox, or null. */
  joinedUntil: Date | null;
};

/** Lists and opt-outs of one person that are shown, at most. */
const HISTORY_MAX = 50;

/** The contact of this account with its history, or null. */
export async function findContact(db: Queryable, ref: ContactRef, wholeNumbers: boolean): Promise<ContactDetail | null> {
  const { rows } = await db.query<Omit<ContactDetail, "optOuts">>(
    `
    select r.id, r.phone, r.name, r.country, r.language, r.attributes, r.consent_at as "consentAt", r.consent_source as "consentSource", r.opted_out_at as "optedOutAt",
           r.created_at as "createdAt", r.updated_at as "updatedAt",
           (select s.expires_at from sandbox_member s where s.account_id = r.account_id and s.phone = r.phone and s.expires_at > app_now_stable()) as "joinedUntil",
           coalesce((
             select jsonb_agg(listed order by listed ->> 'name') from (
               select jsonb_build_object('id', l.id, 'name', l.name) as listed
               from list_member m join contact_list l on l.account_id = m.account_id and l.id = m.list_id
               where m.account_id = r.account_id and m.contact_id = r.id limit ${HISTORY_MAX}) as memberships), '[]') as lists
    from contact r where r.account_id = $1 and r.id = $2 and r.erased_at is null
    `,
    [ref.accountId, ref.contactId],
  );
  const [row] = rows;
  if (!row) return null;
  const history = await db.query<OptOutEntry>(
    `select reason, source, at, lifted_at as "liftedAt" from suppression where account_id = $1 and contact_id = $2 order by at desc, id desc limit ${HISTORY_MAX}`,
    [ref.accountId, ref.contactId],
  );
  return { ...row, phone: wholeNumbers ? row.phone : maskPhone(row.phone), optOuts: history.rows };
}

export type ContactRef = { accountId: string; contactId: string };

/** The whole number of a contact, for commands, or null. */
export async function findPhone(db: Queryable, ref: ContactRef): Promise<string | null> {
  const { rows } = await db.query<{ phone: string }>(`select phone from contact where account_id = $1 and id = $2 and erased_at is null`, [ref.accountId, ref.contactId]);
  return rows[0]?.phone ?? null;
}
