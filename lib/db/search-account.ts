/** Finds things of an account by a few typed letters, a few of each kind. Every part is served by an index or by a table that stays small. */
import { maskPhone } from "#lib/domain/phone-mask.ts";
import type { CampaignState, TemplateStatus } from "#lib/domain/states.ts";
import type { Queryable } from "./connection.ts";

export type AccountSearch = {
  accountId: string;
  /** At least two characters. */
  text: string;
  /** Whether numbers may be seen, and so searched for. */
  wholeNumbers: boolean;
  /** Of each kind. */
  limit: number;
};

export type AccountFinds = {
  campaigns: { id: string; name: string; state: CampaignState }[];
  contacts: { id: string; name: string; phone: string }[];
  lists: { id: string; name: string }[];
  templates: { id: string; name: string; language: string; status: TemplateStatus }[];
  senders: { id: string; name: string; phone: string }[];
};

/** A number is searched for by its first digits; fewer would find everybody. */
const DIGITS_MIN = 4;

/** Campaigns, lists, templates and senders by any part of their name, newest or alphabetical; people by the start of their name or number. */
export async function searchAccount(db: Queryable, search: AccountSearch): Promise<AccountFinds> {
  const { accountId, limit } = search;
  const text = search.text.toLowerCase();
  const [campaigns, contacts, lists, templates, senders] = await Promise.all([
    db.query<AccountFinds["campaigns"][number]>(`select id, name, state from campaign where account_id = $1 and position($2 in lower(name)) > 0 order by created_at desc, id limit $3`, [accountId, text, limit]),
    findContacts(db, search),
    db.query<AccountFinds["lists"][number]>(`select id, name from contact_list where account_id = $1 and position($2 in lower(name)) > 0 order by lower(name), id limit $3`, [accountId, text, limit]),
    db.query<AccountFinds["templates"][number]>(`select id, name, language, status from template where account_id = $1 and position($2 in lower(name)) > 0 order by lower(name), language limit $3`, [accountId, text, limit]),
    db.query<AccountFinds["senders"][number]>(`select id, name, phone from sender where account_id = $1 and (position($2 in lower(name)) > 0 or ($3 <> '' and position($3 in phone) > 0)) order by lower(name), phone limit $4`, [
      accountId, text, digitsIn(search.text), limit,
    ]),
  ]);
  return { campaigns: campaigns.rows, contacts, lists: lists.rows, templates: templates.rows, senders: senders.rows };
}

/** By contact_name_idx, or by the unique index of the numbers: everything that begins with +4477 stands between +4477 and +4478. */
async function findContacts(db: Queryable, { accountId, text, wholeNumbers, limit }: AccountSearch): Promise<AccountFinds["contacts"]> {
  const digits = wholeNumbers ? digitsIn(text) : "";
  const condition = digits === "" ? `lower(name) like $2` : `phone >= $2 and phone < $3`;
  const values = digits === "" ? [`${text.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`] : [`+${digits}`, `+${BigInt(digits) + 1n}`];
  const { rows } = await db.query<AccountFinds["contacts"][number]>(
    `select id, name, phone from contact where account_id = $1 and erased_at is null and ${condition} order by ${digits === "" ? "lower(name) using ~<~" : "phone"}, id limit $${values.length + 2}`,
    [accountId, ...values, limit],
  );
  return wholeNumbers ? rows : rows.map((row) => ({ ...row, phone: maskPhone(row.phone) }));
}

/** The digits of what looks like a number with its country code, or nothing. A leading zero has none. */
function digitsIn(text: string): string {
  if (!/^[+\d\s().-]+$/.test(text)) return "";
  const digits = text.replace(/\D/g, "").replace(/^00/, "");
  return digits.length >= DIGITS_MIN && digits.length <= 15 && !digits.startsWith("0") ? digits : "";
}
