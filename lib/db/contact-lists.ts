/** Lists of contacts: what there is, and what happens to one. */
import type { Queryable, Tx } from "./connection.ts";

export const LIST_PAGE_SIZE = 20;
/** Lists that are offered in a menu, at most. */
export const LIST_MENU_MAX = 200;

export type ContactList = {
  id: string;
  name: string;
  columns: string[];
  people: number;
  campaigns: number;
  createdAt: Date;
  importedAt: Date | null;
};

/** One page of lists, the newest first, and how many there are. Pages count from 1; only the lists of the page are counted through. */
export async function listLists(db: Queryable, accountId: string, page: number): Promise<{ lists: ContactList[]; total: number }> {
  const { rows } = await db.query<ContactList & { total: number }>(
    `
    with page as materialized (
      select id, name, columns, created_at, count(*) over ()::int as total
      from contact_list where account_id = $1
      order by created_at desc, id limit ${LIST_PAGE_SIZE} offset $2
    )
    select page.id, page.name, page.columns, page.created_at as "createdAt", page.total,
           (select count(*)::int from list_member m where m.account_id = $1 and m.list_id = page.id) as people,
           (select count(*)::int from campaign c where c.account_id = $1 and c.list_id = page.id) as campaigns,
           (select max(i.finished_at) from contact_import i where i.account_id = $1 and i.list_id = page.id and i.state = 'done') as "importedAt"
    from page order by page.created_at desc, page.id
    `,
    [accountId, (page - 1) * LIST_PAGE_SIZE],
  );
  return { lists: rows.map(({ total, ...list }) => list), total: rows[0]?.total ?? 0 };
}

export type ListName = { id: string; name: string };

/** The names of the lists, by name. */
export async function listListNames(db: Queryable, accountId: string): Promise<ListName[]> {
  const { rows } = await db.query<ListName>(`select id, name from contact_list where account_id = $1 order by lower(name), id limit ${LIST_MENU_MAX}`, [accountId]);
  return rows;
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
