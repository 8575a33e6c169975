/** Who changed what: one row per change, in the transaction of the change. Rows are only ever added. */
import type { Queryable } from "./connection.ts";

export type AuditEntry = {
  /** Null for what concerns no account, such as signing in. */
  accountId: string | null;
  /** Null when nobody was signed in, or a process acted. */
  actorId: string | null;
  /** Noun and past participle: `campaign.launched`. */
  action: string;
  subjectKind: string;
  subjectId: string;
  /** Before and after, counts and reasons. No secret, no phone number, no text of a message. */
  detail?: Record<string, unknown>;
};

/** Adds one row to the audit. */
export async function recordAudit(tx: Queryable, entry: AuditEntry): Promise<void> {
  await tx.query(
    `insert into audit_event (account_id, actor_id, action, subject_kind, subject_id, detail, at) values ($1, $2, $3, $4, $5, $6, app_now())`,
    [entry.accountId, entry.actorId, entry.action, entry.subjectKind, entry.subjectId, JSON.stringify(entry.detail ?? {})],
  );
}

/** Adds many rows to the audit in one statement. */
export async function recordAudits(tx: Queryable, entries: AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.query(
    `
    insert into audit_event (account_id, actor_id, action, subject_kind, subject_id, detail, at)
    select e."accountId", e."actorId", e.action, e."subjectKind", e."subjectId", coalesce(e.detail, '{}'), app_now()
    from jsonb_to_recordset($1::jsonb) as e("accountId" uuid, "actorId" uuid, action text, "subjectKind" text, "subjectId" text, detail jsonb)
    `,
    [JSON.stringify(entries)],
  );
}
