/** Contacts as the console shows them. Who may see whole numbers is decided here, so that no page can forget it. */
import { maskPhone } from "#lib/domain/phone-mask.ts";
import type { Queryable } from "./connection.ts";

export type ContactRow = {
  id: string;
  /** Whole for those who may write to people, masked for others. */
  phone: string;
  name: string;
  country: string | null;
  consentAt: Date | null;
  optedOutAt: Date | null;
  createdAt: Date;
};

/** The columns of a `ContactRow`, of a contact named `r`. */
export const CONTACT_COLUMNS = `r.id, r.phone, r.name, r.country, r.consent_at as "consentAt", r.opted_out_at as "optedOutAt", r.created_at as "createdAt"`;

/** What the id of a contact looks like; also the key of a page of contacts. */
export const CONTACT_KEY = /^\d{1,18}$/;

export type OptOutEntry = { reason: string; source: string; at: Date; liftedAt: Date | null };

export type ContactDetail = ContactRow & {
  language: string | null;
  attributes: Record<string, string>;
  consentSource: string | null;
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
    select ${CONTACT_COLUMNS}, r.language, r.attributes, r.consent_source as "consentSource", r.updated_at as "updatedAt",
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

export type ContactNumber = { id: string; phone: string };

/** The whole numbers of those of the ids that are contacts of the account, for commands, each once. */
export async function listNumbers(db: Queryable, { accountId, contactIds }: { accountId: string; contactIds: string[] }): Promise<ContactNumber[]> {
  const { rows } = await db.query<ContactNumber>(`select id, phone from contact where account_id = $1 and id = any($2::bigint[]) and erased_at is null order by phone`, [accountId, contactIds]);
  return rows;
}
