/** Who changed what in an account, newest first: page by page, or all of it for a file. */
import type { DeedNoun } from "#lib/domain/audit-deed.ts";
import { pageOf, type Cursor, type Page } from "#lib/domain/keyset.ts";
import type { Queryable } from "./connection.ts";

export const AUDIT_PAGE_SIZE = 50;
/** A key is a line's id. */
export const AUDIT_KEY = /^\d{1,18}$/;
/** A file is fetched in pieces of so many lines, and ends after so many. */
const FILE_PIECE = 2_000;
const FILE_LINES_MAX = 500_000;

export type AuditFilter = { accountId: string; /** First words of the actions. */ of: DeedNoun | null; actorId: string | null };
/** `subject` is what the thing is called now, or null where it is gone or has no name. */
export type AuditedChange = { id: string; at: Date; actor: string | null; action: string; subjectKind: string; subjectId: string; subject: string | null; detail: Record<string, unknown> };

export async function listAudit(db: Queryable, filter: AuditFilter, cursor: Cursor): Promise<Page<AuditedChange>> {
  const backwards = cursor?.direction === "before";
  const rows = await changes(db, filter, { from: cursor?.key ?? null, backwards, limit: AUDIT_PAGE_SIZE + 1 });
  return pageOf(rows, { size: AUDIT_PAGE_SIZE, cursor, keyOf: ({ id }) => id });
}

/** Everything, newest first, a piece at a time. */
export async function* everyChange(db: Queryable, filter: AuditFilter): AsyncGenerator<AuditedChange[]> {
  let from: string | null = null;
  for (let read = 0; read < FILE_LINES_MAX; read += FILE_PIECE) {
    const rows: AuditedChange[] = await changes(db, filter, { from, backwards: false, limit: FILE_PIECE });
    if (rows.length > 0) yield rows;
    from = rows.at(-1)?.id ?? null;
    if (rows.length < FILE_PIECE) return;
  }
}

/** The people of the account, for a filter, by name. */
export async function listActors(db: Queryable, accountId: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await db.query<{ id: string; name: string }>(
    `select p.id, p.name from person p where p.id in (select person_id from membership where account_id = $1) order by p.name, p.id limit 100`,
    [accountId],
  );
  return rows;
}

async function changes(db: Queryable, { accountId, of, actorId }: AuditFilter, { from, backwards, limit }: { from: string | null; backwards: boolean; limit: number }): Promise<AuditedChange[]> {
  const { rows } = await db.query<AuditedChange>(
    `
    select e.id::text as id, e.at, p.name as actor, e.action, e.subject_kind as "subjectKind", e.subject_id as "subjectId", e.detail,
           case e.subject_kind
             when 'campaign' then (select c.name from campaign c where c.account_id = e.account_id and c.id::text = e.subject_id)
             when 'sender' then (select s.name from sender s where s.account_id = e.account_id and s.id::text = e.subject_id)
             when 'list' then (select l.name from contact_list l where l.account_id = e.account_id and l.id::text = e.subject_id)
             when 'person' then (select q.name from person q where q.id::text = e.subject_id)
             when 'invitation' then (select i.email from invitation i where i.account_id = e.account_id and i.id::text = e.subject_id)
           end as subject
    from (
      select * from audit_event
      where account_id = $1 and ($2::bigint is null or id ${backwards ? ">" : "<"} $2) and ($3::text is null or action like $3 || '.%') and ($4::uuid is null or actor_id = $4)
      order by id ${backwards ? "asc" : "desc"} limit $5
    ) as e
    left join person p on p.id = e.actor_id
    order by e.id ${backwards ? "asc" : "desc"}
    `,
    [accountId, from, of, actorId, limit],
  );
  return rows;
}
