/** Holding one campaign or one sender, with the reason that people read. */
import { recordAudit } from "./audit.ts";
import type { CampaignRef } from "./campaign-writes.ts";
import type { Tx } from "./connection.ts";
import { recordDecisions } from "./record-decisions.ts";

export type Why = { reason: string; code: number | null };

/** Holds a running campaign, with its lines of audit and decision. Returns false when it was not running any more. */
export async function holdCampaign(tx: Tx, { accountId, campaignId }: CampaignRef, { reason, code }: Why): Promise<boolean> {
  const { rowCount } = await tx.query(`update campaign set state = 'held', updated_at = app_now() where account_id = $1 and id = $2 and state = 'running'`, [accountId, campaignId]);
  if (rowCount !== 1) return false;
  await recordAudit(tx, { accountId, actorId: null, action: "campaign.held", subjectKind: "campaign", subjectId: campaignId, detail: { from: "running", to: "held", reason, code } });
  await recordDecisions(tx, [{ accountId, kind: "held", campaignId, messages: 0, code, reason }]);
  return true;
}

/** Holds a sender, the same. A hold that is there stays, with its reason. */
export async function holdSender(tx: Tx, { accountId, senderId }: { accountId: string; senderId: string }, { reason, code }: Why): Promise<boolean> {
  const { rowCount } = await tx.query(`update sender_gate set hold_reason = $3 where account_id = $1 and sender_id = $2 and hold_reason is null`, [accountId, senderId, reason]);
  if (rowCount !== 1) return false;
  await recordAudit(tx, { accountId, actorId: null, action: "sender.held", subjectKind: "sender", subjectId: senderId, detail: { reason, code } });
  await recordDecisions(tx, [{ accountId, kind: "held", senderId, messages: 0, code, reason }]);
  return true;
}
