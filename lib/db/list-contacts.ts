/** One page of contacts, however many there are: what is asked for decides through which index they are walked, and no walk is longer than `CROWD_MIN`. */
import type { ContactStanding } from "#lib/domain/contact-standing.ts";
import { type Cursor, type Page, pageOf } from "#lib/domain/keyset.ts";
import { maskPhone } from "#lib/domain/phone-mask.ts";
import type { Queryable } from "./connection.ts";
import { CONTACT_COLUMNS, type ContactRow } from "./contacts.ts";

export const CONTACT_PAGE_SIZE = 50;
/** Contacts are counted up to here; beyond, there are "more than". */
export const CONTACT_COUNT_MAX = 10_000;
/** More people than this are a crowd: it is searched by how names and numbers begin, and looked through so many at a time. */
export const CROWD_MIN = 200_000;
/** More digits than any number has. */
const DIGITS_MAX = 18;

export type ContactFilter = {
  accountId: string;
  /** Of a name, or of a number; empty for everybody. A crowd is searched by beginnings, others by any part. */
  text: string;
  listId: string | null;
  standing: ContactStanding | null;
  /** A two-letter code. */
  country: string | null;
  /** Whether numbers may be seen, and so searched for. */
  wholeNumbers: boolean;
};

export type ContactOrder = { by: "added" | "name" | "number"; descending: boolean };
/** `crowd` is what `isCrowd` says of the account or list. */
export type ContactSearch = ContactFilter & { crowd: boolean; order: ContactOrder; cursor: Cursor };
export type ContactPage = Page<ContactRow> & {
  /** The page ends because enough people were looked at, not because it is full. */
  cutShort: boolean;
};

/** Whether the account, or the list when one is asked for, has more than `CROWD_MIN` people. By the primary key alone, up to that number. */
export async function isCrowd(db: Queryable, { accountId, listId }: Pick<ContactFilter, "accountId" | "listId">): Promise<boolean> {
  const [source, values] = listId === null ? [`contact where account_id = $1 order by id`, [accountId]] : [`list_member where account_id = $1 and list_id = $2 order by contact_id`, [accountId, listId]];
  const { rows } = await db.query<{ crowd: boolean }>(`select count(*) > ${CROWD_MIN} as crowd from (select from ${source} limit ${CROWD_MIN + 1}) as counted`, values);
  return rows[0]?.crowd ?? false;
}

/** The order in which a search can be answered: what begins alike in a crowd stands together only by name or by number. */
export function orderFor(filter: Pick<ContactFilter, "text" | "wholeNumbers">, crowd: boolean, asked: Omit<ContactOrder, "by"> & { by: string }): ContactOrder {
  if (crowd && digitsIn(filter) !== "") return { by: "number", descending: false };
  const byName = asked.by === "name";
  return crowd && filter.text !== "" ? { by: "name", descending: byName && asked.descending } : { by: byName ? "name" : "added", descending: asked.descending };
}

/** One page in the order that is asked for. The key of a page is a contact's id, whatever the order: no address tells a name or a number. */
export async function listContacts(db: Queryable, search: ContactSearch): Promise<ContactPage> {
  const { cursor, wholeNumbers } = search;
  const { rows, edge } = await walkThrough(db, search);
  const shown = wholeNumbers ? rows : rows.map((row) => ({ ...row, phone: maskPhone(row.phone) }));
  const page = pageOf(shown, { size: CONTACT_PAGE_SIZE, cursor, keyOf: (row) => row.id });
  if (edge === null) return { ...page, cutShort: false };
  return cursor?.direction === "before" ? { ...page, before: edge, cutShort: true } : { ...page, after: edge, cutShort: true };
}

/** Fetches until there is one more than a page holds. `edge` is where to go on when enough was looked at before. */
async function walkThrough(db: Queryable, search: ContactSearch): Promise<{ rows: ContactRow[]; edge: string | null }> {
  const rows: ContactRow[] = [];
  for (const walk of walksOf(search)) {
    const found = await db.query<ContactRow>(`select ${CONTACT_COLUMNS} ${walk.filtered} order by ${walk.order} limit ${CONTACT_PAGE_SIZE + 1 - rows.length}`, walk.values);
    rows.push(...found.rows);
    if (rows.length > CONTACT_PAGE_SIZE) break;
    const edge = search.crowd ? await findEdge(db, walk) : null;
    if (edge !== null) return { rows, edge };
  }
  return { rows, edge: null };
}

/** How many contacts a search finds, up to CONTACT_COUNT_MAX; `more` when there are others, or may be. */
export async function countContacts(db: Queryable, search: Omit<ContactSearch, "cursor">): Promise<{ found: number; more: boolean }> {
  const [walk] = walksOf({ ...search, cursor: null });
  if (!walk) return { found: 0, more: false };
  const { rows } = await db.query<{ found: number }>(`select count(*)::int as found from (select ${walk.filtered} limit ${CONTACT_COUNT_MAX + 1}) as found`, walk.values);
  const found = rows[0]?.found ?? 0;
  if (found > CONTACT_COUNT_MAX) return { found: CONTACT_COUNT_MAX, more: true };
  return { found, more: search.crowd && (await findEdge(db, walk)) !== null };
}

/** `span` is what is looked at, in order; `filtered` is what of it fits. The first of the values are those of the span. */
type Walk = { span: string; filtered: string; order: string; spanValues: unknown[]; values: unknown[] };

/** The last contact that is looked at, when there may be more after it. */
async function findEdge(db: Queryable, { span, spanValues }: Walk): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(`select id from (${span}) as r offset ${CROWD_MIN - 1} limit 1`, spanValues);
  return rows[0]?.id ?? null;
}

/** By name, there are two after a cursor: the rest of those who have the same name, by their ids, and the names beyond it. */
function walksOf(search: ContactSearch): Walk[] {
  const { by } = search.order;
  if (by === "number") return [walkOf(search, spanByNumber, by)];
  if (by === "added") return [walkOf(search, spanByAge, by)];
  const names = walkOf(search, spanByName, by);
  return search.cursor ? [walkOf(search, spanOfName, "added"), names] : [names];
}

type Bind = (value: unknown) => string;
type Way = { upwards: boolean; bounds: string; bind: Bind };

function walkOf(search: ContactSearch, spanSql: (search: ContactSearch, way: Way) => string, by: ContactOrder["by"]): Walk {
  const values: unknown[] = [search.accountId];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const upwards = (search.cursor?.direction === "before") === search.order.descending;
  const order = orderSql(by, upwards);
  const span = spanSql(search, { upwards, bounds: boundsOf(search, by, order), bind });
  const spanValues = [...values];
  return { span, spanValues, filtered: `from (${span}) as r where ${conditionsOf(search, bind).join(" and ")}`, order, values };
}

/**
 * Of a crowd, what is looked at comes in the order of an index. What is no crowd is looked through whole, and the planner is
 * free to choose its way; only that a list is read by its members must be said, or their names are looked for among all.
 */
function boundsOf({ crowd, listId }: ContactSearch, by: ContactOrder["by"], order: string): string {
  if (crowd) return `order by ${order} limit ${CROWD_MIN}`;
  return listId !== null && by === "name" ? "offset 0" : "";
}

/** By columns of the span, so that what comes out of it in order is not sorted again. */
function orderSql(by: ContactOrder["by"], upwards: boolean): string {
  const direction = upwards ? "asc" : "desc";
  if (by === "name") return `"sortedName" using ${upwards ? "~<~" : "~>~"}, id ${direction}`;
  return by === "number" ? `phone ${direction}` : `id ${direction}`;
}

/** Everybody, by contact_pkey; or the people of a list, by list_member_pkey. */
function sourceOf(search: ContactSearch, bind: Bind): string {
  if (search.listId === null || throughAll(search)) return `select r.*, lower(r.name) as "sortedName" from contact r where r.account_id = $1`;
  return `
    select r.*, lower(r.name) as "sortedName"
    from list_member m join contact r on r.account_id = m.account_id and r.id = m.contact_id
    where m.account_id = $1 and m.list_id = ${bind(search.listId)}`;
}

/** Only everybody stands in the order of names or numbers: the people of a large list are picked out on the way. */
function throughAll({ crowd, order }: ContactSearch): boolean {
  return crowd && order.by !== "added";
}

/** By the id. */
function spanByAge(search: ContactSearch, { upwards, bounds, bind }: Way): string {
  const source = sourceOf(search, bind);
  const from = search.cursor ? `and r.id ${upwards ? ">" : "<"} ${bind(search.cursor.key)}` : "";
  return `${source} ${from} ${bounds}`;
}

/** By contact_name_idx: names from the beginning, or beyond that of the cursor. */
function spanByName(search: ContactSearch, { upwards, bounds, bind }: Way): string {
  const source = sourceOf(search, bind);
  const beyond = search.cursor ? `and lower(r.name) ${upwards ? "~>~" : "~<~"} ${nameOf(bind(search.cursor.key))}` : "";
  const begins = search.crowd && search.text !== "" ? `and lower(r.name) like lower(${bind(literal(search.text))}) || '%'` : "";
  return `${source} ${beyond} ${begins} ${bounds}`;
}

/** By contact_name_idx: the rest of those who have the name of the cursor. */
function spanOfName(search: ContactSearch, { upwards, bounds, bind }: Way): string {
  const source = sourceOf(search, bind);
  const key = bind(search.cursor?.key);
  return `${source} and lower(r.name) = ${nameOf(key)} and r.id ${upwards ? ">" : "<"} ${key} ${bounds}`;
}

function nameOf(key: string): string {
  return `(select lower(name) from contact where account_id = $1 and id = ${key})`;
}

/** By contact_phone_key: everything that begins with +4477 stands between +4477 and +4477999…. */
function spanByNumber(search: ContactSearch, { upwards, bounds, bind }: Way): string {
  const source = sourceOf(search, bind);
  const digits = digitsIn(search);
  const begins = `and r.phone >= ${bind(`+${digits}`)} and r.phone <= ${bind(`+${digits.padEnd(DIGITS_MAX, "9")}`)}`;
  const from = search.cursor ? `and r.phone ${upwards ? ">" : "<"} (select phone from contact where account_id = $1 and id = ${bind(search.cursor.key)})` : "";
  return `${source} ${begins} ${from} ${bounds}`;
}

const STANDING: Record<ContactStanding, string> = {
  reachable: "r.opted_out_at is null and r.consent_at is not null",
  "no-consent": "r.opted_out_at is null and r.consent_at is null",
  "opted-out": "r.opted_out_at is not null",
};

function conditionsOf(search: ContactSearch, bind: Bind): string[] {
  const { listId, standing, country, crowd, text } = search;
  const conditions = [`r.erased_at is null`];
  if (listId !== null && throughAll(search)) conditions.push(`exists (select from list_member m where m.account_id = $1 and m.list_id = ${bind(listId)} and m.contact_id = r.id)`);
  if (standing !== null) conditions.push(STANDING[standing]);
  if (country !== null) conditions.push(`r.country = ${bind(country)}`);
  if (text === "" || crowd) return conditions;
  const digits = digitsIn(search);
  conditions.push(`${digits === "" ? "r.name" : "r.phone"} ilike '%' || ${bind(digits === "" ? literal(text) : digits)} || '%'`);
  return conditions;
}

/** Signs that mean something in a pattern are letters here. */
function literal(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

/** The digits of what looks like a number, or nothing; those of a number that may not be seen are nothing too. */
function digitsIn({ text, wholeNumbers }: Pick<ContactFilter, "text" | "wholeNumbers">): string {
  if (!wholeNumbers || !/^[+\d\s().-]+$/.test(text)) return "";
  return text.replace(/\D/g, "").replace(/^00/, "").slice(0, DIGITS_MAX);
}
