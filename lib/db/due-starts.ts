/** Campaigns whose start has come. */
import { recordAudit } from "./audit.ts";
import { setCampaignState, type CampaignRef } from "./campaign-writes.ts";
import type { Queryable, Tx } from "./connection.ts";
import { recordDecisions } from "./record-decisions.ts";

/** Most campaigns started in one pass; the next one comes at once. */
const STARTS_MAX = 20;

/** Those that are due, the earliest first. */
export async function listDueStarts(db: Queryable): Promise<CampaignRef[]> {
  const { rows } = await db.query<CampaignRef>(DUE_STARTS);
  return rows;
}

/** Exported for the test of its plan. */
export const DUE_STARTS = `select account_id as "accountId", id as "campaignId" from campaign where state = 'scheduled' and start_at <= app_now_stable() order by start_at, id limit ${STARTS_MAX}`;

/** Locks a campaign that is still due, or says that somebody else has it, or had it. Nobody waits for a launch that may take half a minute. */
export async function takeDueStart(tx: Tx, ref: CampaignRef): Promise<boolean> {
  const { rowCount } = await tx.query(
    `select 1 from campaign where account_id = $1 and id = $2 and state = 'scheduled' and start_at <= app_now_stable() for update skip locked`,
    [ref.accountId, ref.campaignId],
  );
  return rowCount === 1;
}

/** Keeps a campaign that could not start for a person, with the reason. */
export async function holdStart(tx: Tx, ref: CampaignRef, reason: string): Promise<void> {
  await setCampaignState(tx, ref, "held");
  await recordAudit(tx, { accountId: ref.accountId, actorId: null, action: "campaign.held", subjectKind: "campaign", subjectId: ref.campaignId, detail: { from: "scheduled", to: "held", reason } });
  await recordDecisions(tx, [{ accountId: ref.accountId, kind: "held", campaignId: ref.campaignId, messages: 0, reason }]);
}
