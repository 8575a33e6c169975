/** Writes what is different between a reading and what was known, and what it was. */
import { auditAction, isAudited, isSameSender, senderDifferences, templateDifferences, type GoneThings, type ReadSender, type ReadTemplate, type SyncDifference, type SyncSubject } from "#lib/domain/sync-change.ts";
import { recordAudits } from "./audit.ts";
import type { Tx } from "./connection.ts";
import { saveSenders, saveTemplates } from "./save-account.ts";
import type { SyncCounts } from "./sync-runs.ts";

/** Changes that are kept of one account; older ones go. */
export const CHANGES_KEPT = 5_000;

export type ReadingToApply = {
  accountId: string;
  templates: ReadTemplate[];
  senders: ReadSender[];
  /** Nothing else is marked as gone: that something is missing from a list proves nothing. */
  gone: GoneThings;
  /** The rate at which a new sender starts, in messages per second. */
  mps: number;
  /** The first reading is what later ones are compared with: everything is new in it, and none of it is news. */
  first: boolean;
};

type Known<T> = T & { id: string };
type Change = SyncDifference & { subject: SyncSubject; subjectId: string; name: string };

/** Writes differences alone, in a handful of statements however long the lists are. What is gone is marked so and kept. The caller holds the account (`lockSync`). */
export async function applyReading(tx: Tx, { accountId, first, mps, ...reading }: ReadingToApply): Promise<SyncCounts> {
  const templates = storable(reading.templates);
  const senders = storable(reading.senders);
  const templateChanges = await applyTemplates(tx, { accountId, templates, gone: reading.gone.templates });
  const senderChanges = await applySenders(tx, { accountId, senders, gone: reading.gone.senders, mps });
  if (!first) await recordChanges(tx, accountId, [...senderChanges, ...templateChanges]);
  const changed = (changes: Change[]) => (first ? 0 : new Set(changes.map((change) => change.subjectId)).size);
  return { templates: templates.length, senders: senders.length, templatesChanged: changed(templateChanges), sendersChanged: changed(senderChanges) };
}

async function applyTemplates(tx: Tx, { accountId, templates, ...reading }: { accountId: string; templates: ReadTemplate[]; gone: string[] }): Promise<Change[]> {
  const known = await listKnownTemplates(tx, accountId);
  const before = new Map(known.map((template) => [template.contentSid, template]));
  const differing = templates.flatMap((template) => {
    const was = before.get(template.contentSid);
    const differences: SyncDifference[] = was ? templateDifferences(was, template) : [{ kind: "added", before: null, after: template.status }];
    return differences.length === 0 ? [] : [{ template, differences }];
  });
  const ids = await saveTemplates(tx, accountId, differing.map(({ template }) => template));
  const lost = new Set(reading.gone);
  const gone = known.filter((template) => template.status !== "gone" && lost.has(template.contentSid));
  await tx.query(`update template set status = 'gone', gone_at = app_now(), synced_at = app_now() where account_id = $1 and id = any($2::uuid[])`, [accountId, gone.map(({ id }) => id)]);
  const changes = differing.flatMap(({ template, differences }) => changesOf("template", { id: ids.get(template.contentSid), name: template.name }, differences));
  return [...changes, ...gone.flatMap((template) => changesOf("template", template, [wentFrom(template.status)]))];
}

async function applySenders(tx: Tx, { accountId, senders, mps, ...reading }: { accountId: string; senders: ReadSender[]; gone: string[]; mps: number }): Promise<Change[]> {
  const known = await listKnownSenders(tx, accountId);
  const before = new Map(known.map((sender) => [sender.phone, sender]));
  const differing = senders.flatMap((sender) => {
    const was = before.get(sender.phone);
    if (was && isSameSender(was, sender)) return [];
    const differences: SyncDifference[] = was ? senderDifferences(was, sender) : [{ kind: "added", before: null, after: sender.status }];
    return [{ sender, differences }];
  });
  const ids = await saveSenders(tx, { accountId, senders: differing.map(({ sender }) => sender), mps });
  const lost = new Set(reading.gone);
  const gone = known.filter((sender) => sender.status !== "gone" && lost.has(sender.phone));
  await tx.query(`update sender set status = 'gone', gone_at = app_now(), synced_at = app_now() where account_id = $1 and id = any($2::uuid[])`, [accountId, gone.map(({ id }) => id)]);
  const changes = differing.flatMap(({ sender, differences }) => changesOf("sender", { id: ids.get(sender.phone), name: sender.name }, differences));
  return [...changes, ...gone.flatMap((sender) => changesOf("sender", sender, [wentFrom(sender.status)]))];
}

const wentFrom = (status: string): SyncDifference => ({ kind: "gone", before: status, after: null });

function changesOf(subject: SyncSubject, of: { id: string | undefined; name: string }, differences: SyncDifference[]): Change[] {
  const { id, name } = of;
  if (id === undefined) throw new Error(`A ${subject} was not written.`);
  return differences.map((difference) => ({ ...difference, subject, subjectId: id, name }));
}

async function listKnownTemplates(tx: Tx, accountId: string): Promise<Known<ReadTemplate>[]> {
  const { rows } = await tx.query<Known<ReadTemplate>>(
    `select id, content_sid as "contentSid", name, language, category, status, rejection_reason as "rejectionReason", content, variables from template where account_id = $1`,
    [accountId],
  );
  return rows;
}

async function listKnownSenders(tx: Tx, accountId: string): Promise<Known<ReadSender>[]> {
  const { rows } = await tx.query<Known<ReadSender>>(
    `
    select id, coalesce(twilio_sid, '') as "twilioSid", phone, name, status, quality, messaging_limit as "messagingLimit", business_account as "businessAccount",
           offline_reason as "offlineReason", offline_reasons as "offlineReasons"
    from sender where account_id = $1
    `,
    [accountId],
  );
  return rows;
}

async function recordChanges(tx: Tx, accountId: string, changes: Change[]): Promise<void> {
  if (changes.length === 0) return;
  await tx.query(
    `
    insert into sync_change (account_id, at, subject, subject_id, name, kind, before, after)
    select $1, app_now(), c.subject, c."subjectId", c.name, c.kind, c.before, c.after
    from jsonb_to_recordset($2::jsonb) as c(subject text, "subjectId" uuid, name text, kind text, before text, after text)
    `,
    [accountId, JSON.stringify(changes)],
  );
  await tx.query(`delete from sync_change where account_id = $1 and id <= (select id from sync_change where account_id = $1 order by id desc limit 1 offset ${CHANGES_KEPT})`, [accountId]);
  await recordAudits(
    tx,
    changes.filter(isAudited).map((change) => ({
      accountId,
      actorId: null,
      action: auditAction(change.subject, change),
      subjectKind: change.subject,
      subjectId: change.subjectId,
      detail: { before: change.before, after: change.after },
    })),
  );
}

/** PostgreSQL's texts hold neither NUL nor half a character. */
function storable<T>(rows: T[]): T[] {
  const copy: T[] = JSON.parse(JSON.stringify(rows, (_key, value: unknown) => (typeof value === "string" ? value.replaceAll("\0", "").toWellFormed() : value)));
  return copy;
}
