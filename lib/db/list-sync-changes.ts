/** What changed at Twilio, newest first. */
import { SYNC_CHANGE_KINDS, SYNC_SUBJECTS, type SyncChangeKind, type SyncSubject } from "#lib/domain/sync-change.ts";
import type { Queryable } from "./connection.ts";

export const SYNC_CHANGE_PAGE_SIZE = 25;
/** On the page of one template or sender. */
const OF_ONE_MAX = 10;

export type SyncChange = { id: string; at: Date; subject: SyncSubject; subjectId: string; name: string; kind: SyncChangeKind; before: string | null; after: string | null };

export type SyncChangeFilter = { subject: SyncSubject | null; kind: SyncChangeKind | null; page: number };

const COLUMNS = `id, at, subject, subject_id as "subjectId", name, kind, before, after`;

/** One page of changes, and how many match in all. Pages count from 1; an account keeps a few thousand. */
export async function listSyncChanges(db: Queryable, accountId: string, { subject, kind, page }: SyncChangeFilter): Promise<{ changes: SyncChange[]; total: number }> {
  const { rows } = await db.query<SyncChange & { total: number }>(
    `
    select ${COLUMNS}, count(*) over ()::int as total
    from sync_change
    where account_id = $1 and ($2::text is null or subject = $2) and ($3::text is null or kind = $3)
    order by id desc
    limit ${SYNC_CHANGE_PAGE_SIZE} offset $4
    `,
    [accountId, subject, kind, (page - 1) * SYNC_CHANGE_PAGE_SIZE],
  );
  return { changes: rows.map(({ total, ...change }) => change), total: rows[0]?.total ?? 0 };
}

export type SyncChangeCounts = { subjects: Record<SyncSubject, number>; kinds: Partial<Record<SyncChangeKind, number>> };

/** How many changes there are of each subject, and of each kind within `subject`; kinds with none are left out. */
export async function countSyncChanges(db: Queryable, accountId: string, subject: SyncSubject | null): Promise<SyncChangeCounts> {
  const { rows } = await db.query<{ subject: SyncSubject; kind: SyncChangeKind; count: number }>(`select subject, kind, count(*)::int as count from sync_change where account_id = $1 group by subject, kind`, [accountId]);
  const sum = (holds: (row: (typeof rows)[number]) => boolean) => rows.filter(holds).reduce((total, row) => total + row.count, 0);
  const kinds = SYNC_CHANGE_KINDS.map((kind) => [kind, sum((row) => row.kind === kind && (subject === null || row.subject === subject))] as const);
  const [templates = 0, senders = 0] = SYNC_SUBJECTS.map((each) => sum((row) => row.subject === each));
  return { subjects: { template: templates, sender: senders }, kinds: Object.fromEntries(kinds.filter(([, count]) => count > 0)) };
}

/** The last changes of one template or sender. */
export async function listChangesOf(db: Queryable, accountId: string, subjectId: string): Promise<SyncChange[]> {
  const { rows } = await db.query<SyncChange>(`select ${COLUMNS} from sync_change where account_id = $1 and subject_id = $2 order by id desc limit ${OF_ONE_MAX}`, [accountId, subjectId]);
  return rows;
}
