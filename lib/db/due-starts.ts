/** Campaigns whose start has come. */
import { startRetryWait } from "#lib/domain/campaign-start.ts";
import { recordAudit } from "./audit.ts";
import { setCampaignState, type CampaignRef } from "./campaign-writes.ts";
import type { Queryable, Tx } from "./connection.ts";
import { recordDecisions } from "./record-decisions.ts";

/** Most campaigns started in one pass; the next one comes at once. */
const STARTS_MAX = 20;
/** More failures than that are not counted. */
const FAILURES_MAX = 10_000;

export type DueStart = CampaignRef & { /** How often it was tried in vain. */ failures: number };

/** Those that are due, first those that have not failed, the earliest first. */
export async function listDueStarts(db: Queryable): Promise<DueStart[]> {
  const { rows } = await db.query<DueStart>({ name: "due-starts", text: DUE_STARTS });
  return rows;
}

const DUE = `state = 'scheduled' and start_at <= app_now_stable() and (start_retry_at is null or start_retry_at <= app_now_stable())`;

/** Exported for the test of its plan. */
export const DUE_STARTS = `select account_id as "accountId", id as "campaignId", start_failures as failures from campaign where ${DUE} order by start_failures > 0, start_at, id limit ${STARTS_MAX}`;

/**
 * Locks a campaign that is still due, and tells how often it was tried in vain. Null says that somebody else has it, or had it. Nobody
 * waits for a launch that may take half a minute.
 */
export async function takeDueStart(tx: Tx, ref: CampaignRef): Promise<number | null> {
  const { rows } = await tx.query<{ failures: number }>(`select start_failures as failures from campaign where account_id = $1 and id = $2 and ${DUE} for update skip locked`, [ref.accountId, ref.campaignId]);
  return rows[0]?.failures ?? null;
}

/** Lets a start that failed wait, and tells of the first failure where people read it. A failure that another worker has noted is not counted again. */
export async function postponeStart(tx: Tx, { accountId, campaignId, failures }: DueStart, error: string): Promise<void> {
  const { rowCount } = await tx.query(
    `
    update campaign set start_failures = $4, start_retry_at = app_now() + make_interval(secs => $5)
    where account_id = $1 and id = $2 and state = 'scheduled' and start_failures = $3
    `,
    [accountId, campaignId, failures, Math.min(FAILURES_MAX, failures + 1), startRetryWait(failures + 1)],
  );
  if (rowCount === 0 || failures > 0) return;
  await recordDecisions(tx, [{ accountId, kind: "retried", campaignId, messages: 0, reason: `It could not be started (${error}). It is tried again, at the latest every minute.` }]);
}

/** Keeps a campaign that could not start for a person, with the reason. */
export async function holdStart(tx: Tx, ref: CampaignRef, reason: string): Promise<void> {
  await setCampaignState(tx, ref, "held");
  await recordAudit(tx, { accountId: ref.accountId, actorId: null, action: "campaign.held", subjectKind: "campaign", subjectId: ref.campaignId, detail: { from: "scheduled", to: "held", reason } });
  await recordDecisions(tx, [{ accountId: ref.accountId, kind: "held", campaignId: ref.campaignId, messages: 0, reason }]);
}
