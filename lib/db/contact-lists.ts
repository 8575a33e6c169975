/** Lists of contacts: what there is, and what happens to one. */
import type { Queryable, Tx } from "./connection.ts";

export const LIST_PAGE_SIZE = 20;
/** Lists that are offered in a menu, at most. */
export const LIST_MENU_MAX = 200;

export type ContactList = {
  id: string;
  name: string;
  columns: string[];
  /** LIST_COUNT_MAX + 1 when there are more than can be counted at once. */
  people: number;
  campaigns: number;
  createdAt: Date;
  importedAt: Date | null;
};

/** The people of a list are counted up to here; beyond, there are "more than". */
export const LIST_COUNT_MAX = 100_000;

export const LIST_SORTS = ["created", "name", "people", "imported"] as const;
export type ListSort = { by: (typeof LIST_SORTS)[number]; descending: boolean };
export type ListQuery = { search: string; sort: ListSort };

const EVERY_LIST: ListQuery = { search: "", sort: { by: "created", descending: true } };

/** Through list_member_pkey alone, up to one more than LIST_COUNT_MAX. */
const PEOPLE = `(select count(*)::int from (select from list_member m where m.account_id = $1 and m.list_id = l.id limit ${LIST_COUNT_MAX + 1}) as counted)`;

const SORT_KEY: Record<ListSort["by"], string> = { created: "l.created_at", name: "lower(l.name)", people: PEOPLE, imported: `imports."importedAt"` };

/** One page of lists, and how many match. Pages count from 1. Only the lists of the page are counted through, unless their order is that of their people. */
export async function listLists(db: Queryable, accountId: string, page: number, { search, sort } = EVERY_LIST): Promise<{ lists: ContactList[]; total: number }> {
  const order = sort.descending ? "desc nulls last" : "asc nulls last";
  const { rows } = await db.query<ContactList & { total: number }>(
    `
    with imports as (select list_id, max(finished_at) as "importedAt" from contact_import where account_id = $1 and state = 'done' group by list_id),
    page as materialized (
      select l.id, l.name, l.columns, l.created_at, imports."importedAt", count(*) over ()::int as total,
             row_number() over (order by ${SORT_KEY[sort.by]} ${order}, lower(l.name), l.id) as place
      from contact_list l left join imports on imports.list_id = l.id
      where l.account_id = $1 and ($3 = '' or position(lower($3) in lower(l.name)) > 0)
      order by place limit ${LIST_PAGE_SIZE} offset $2
    ),
    uses as (select c.list_id, count(*)::int as campaigns from campaign c where c.account_id = $1 and c.list_id in (select id from page) group by c.list_id)
    select l.id, l.name, l.columns, l.created_at as "createdAt", l."importedAt", l.total, ${PEOPLE} as people, coalesce(uses.campaigns, 0) as campaigns
    from page l left join uses on uses.list_id = l.id order by l.place
    `,
    [accountId, (page - 1) * LIST_PAGE_SIZE, search],
  );
  return { lists: rows.map(({ total, ...list }) => list), total: rows[0]?.total ?? 0 };
}

export type ListName = { id: string; name: string };

/** The names of the lists, by name. */
export async function listListNames(db: Queryable, accountId: string): Promise<ListName[]> {
  const { rows } = await db.query<ListName>(`select id, name from contact_list where account_id = $1 order by lower(name), id limit ${LIST_MENU_MAX}`, [accountId]);
  return rows;
}

/** The name of one list, or null. */
export async function findListName(db: Queryable, ref: ListRef): Promise<string | null> {
  const { rows } = await db.query<{ name: string }>(`select name from contact_list where account_id = $1 and id = $2`, [ref.accountId, ref.listId]);
  return rows[0]?.name ?? null;
}

/** Adds a list and returns its id, or null when the name is taken. */
export async function insertList(tx: Tx, list: { accountId: string; name: string }): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into contact_list (account_id, name, columns, created_at) values ($1, $2, '{}', app_now()) on conflict (account_id, name) do nothing returning id`,
    [list.accountId, list.name],
  );
  return rows[0]?.id ?? null;
}

/** The list with this name, locked until the transaction ends, or null. */
export async function findListByName(tx: Tx, list: { accountId: string; name: string }): Promise<ListName | null> {
  const { rows } = await tx.query<ListName>(`select id, name from contact_list where account_id = $1 and name = $2`, [list.accountId, list.name]);
  return rows[0] ?? null;
}

export type ListRef = { accountId: string; listId: string };

/** The list, its row locked until the transaction ends, or null. */
export async function lockList(tx: Tx, ref: ListRef): Promise<ListName | null> {
  const { rows } = await tx.query<ListName>(`select id, name from contact_list where account_id = $1 and id = $2 for update`, [ref.accountId, ref.listId]);
  return rows[0] ?? null;
}

/** What still needs the list: campaigns by name, and how many imports are on their way into it. */
export async function findListUses(tx: Tx, ref: ListRef): Promise<{ campaigns: string[]; imports: number }> {
  const { rows } = await tx.query<{ campaigns: string[]; imports: number }>(
    `
    select array(select name from campaign where account_id = $1 and list_id = $2 order by created_at desc limit 3) as campaigns,
           (select count(*)::int from contact_import where account_id = $1 and list_id = $2 and state in ('uploading', 'queued', 'running')) as imports
    `,
    [ref.accountId, ref.listId],
  );
  return rows[0] ?? { campaigns: [], imports: 0 };
}

/** Gives the list another name; false when another list has it. */
export async function updateListName(tx: Tx, ref: ListRef, name: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update contact_list set name = $3 where account_id = $1 and id = $2 and not exists (select from contact_list where account_id = $1 and name = $3 and id <> $2)`,
    [ref.accountId, ref.listId, name],
  );
  return rowCount === 1;
}

/** Removes the list. Its people stay contacts. */
export async function deleteList(tx: Tx, ref: ListRef): Promise<void> {
  await tx.query(`delete from contact_list where account_id = $1 and id = $2`, [ref.accountId, ref.listId]);
}
