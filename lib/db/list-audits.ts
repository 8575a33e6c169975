/** What the comparisons of both books found: by sender the last days, and of one day in what they differ. */
import { AUDIT_PROBLEMS, AUDIT_STAGES, DIFFERENCE_KINDS, type AuditProblem, type AuditStage, type ListedDifference } from "#lib/domain/sender-audit.ts";
import { pageOf, type Cursor, type Page } from "#lib/domain/keyset.ts";
import type { AuditCounts } from "#lib/domain/audit-words.ts";
import type { Queryable } from "./connection.ts";

const DIFFERENCE_PAGE_SIZE = 50;
/** A key is a difference's id. */
export const DIFFERENCE_KEY = /^\d{1,18}$/;
/** A day as an address names it. */
export const AUDIT_DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
/** Shown on the page of a sender. */
const DAYS_SHOWN = 7;

export type SenderAudit = AuditCounts & {
  /** As 2026-11-24, in UTC. */
  day: string;
  stage: AuditStage;
  comparedAt: Date | null;
  isWhole: boolean;
  /** Tries in a row that could not go on, and why the last could not. */
  failures: number;
  problem: AuditProblem | null;
  /** When it goes on; null when it is done, or given up. */
  dueAt: Date | null;
};

type AuditRow = Omit<SenderAudit, "stage" | "problem"> & { stage: string; problem: string | null };
type DifferenceRow = Omit<ListedDifference, "kind"> & { kind: string };

const COLUMNS = `day::text as day, stage, compared_at as "comparedAt", is_whole as "isWhole", theirs, ours, theirs_unmatched as "theirsUnmatched", ours_unmatched as "oursUnmatched", mended, unreadable, failures, problem, due_at as "dueAt"`;

/** The last days, the newest first. */
export async function listSenderAudits(db: Queryable, { accountId, senderId }: { accountId: string; senderId: string }): Promise<SenderAudit[]> {
  const { rows } = await db.query<AuditRow>(`select ${COLUMNS} from sender_audit where account_id = $1 and sender_id = $2 order by day desc limit ${DAYS_SHOWN}`, [accountId, senderId]);
  return rows.flatMap((row) => auditFrom(row) ?? []);
}

/** One day; null where there is nothing of it. */
export async function findSenderAudit(db: Queryable, { accountId, senderId, day }: { accountId: string; senderId: string; day: string }): Promise<SenderAudit | null> {
  const { rows } = await db.query<AuditRow>(`select ${COLUMNS} from sender_audit where account_id = $1 and sender_id = $2 and day::text = $3`, [accountId, senderId, day]);
  return rows[0] ? auditFrom(rows[0]) : null;
}

function auditFrom({ stage: told, problem: said, ...row }: AuditRow): SenderAudit | null {
  const stage = AUDIT_STAGES.find((each) => each === told);
  return stage ? { ...row, stage, problem: AUDIT_PROBLEMS.find((each) => each === said) ?? null } : null;
}

/** One page of what differs, in the order in which it was found. */
export async function listDifferences(db: Queryable, { accountId, senderId, day }: { accountId: string; senderId: string; day: string }, cursor: Cursor): Promise<Page<ListedDifference>> {
  const backwards = cursor?.direction === "before";
  const { rows } = await db.query<DifferenceRow>(
    `
    select d.id::text as id, d.kind, d.message_sid as "messageSid", d.message_id::text as "messageId", d.n, d.at, d.delivery, d.error_code as "errorCode", m.contact_id::text as "contactId",
           case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name) end as campaign
    from (
      select * from sender_audit_difference d
      where d.account_id = $1 and d.sender_id = $2 and d.day = $3::date and ($4::bigint is null or d.id ${backwards ? "<" : ">"} $4)
      order by d.id ${backwards ? "desc" : "asc"} limit ${DIFFERENCE_PAGE_SIZE + 1}
    ) as d
    left join message m on m.account_id = d.account_id and m.id = d.message_id
    left join campaign c on c.account_id = m.account_id and c.id = m.campaign_id
    order by d.id ${backwards ? "desc" : "asc"}
    `,
    [accountId, senderId, day, cursor?.key ?? null],
  );
  const found = rows.flatMap(({ kind, ...row }) => DIFFERENCE_KINDS.filter((each) => each === kind).map((each) => ({ ...row, kind: each })));
  return pageOf(found, { size: DIFFERENCE_PAGE_SIZE, cursor, keyOf: ({ id }) => id });
}
