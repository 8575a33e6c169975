/** Whether the others of a campaign may go, by what became of its first messages. */
import { canaryVerdict, CANARY_WAIT_MS } from "#lib/domain/canary.ts";
import { knownError } from "#lib/domain/error-codes.ts";
import type { CampaignRef } from "./campaign-writes.ts";
import { endCanary, findCanary, listWaitingCanaries, recallDelayed, type CanaryStanding } from "./canary.ts";
import { inTransaction, poolOf, type Queryable, type Tx } from "./connection.ts";
import { holdCampaign } from "./hold.ts";
import { recordDecisions } from "./record-decisions.ts";

/** Lets go or holds every campaign whose canary says enough. Returns how many. Any number of workers may ask at once: one of them ends the wait. */
export async function judgeCanaries(db: Queryable): Promise<number> {
  let ended = 0;
  for (const ref of await listWaitingCanaries(db)) {
    await recallDelayed(db, ref);
    const standing = await findCanary(db, ref);
    if (standing === null || canaryVerdict(standing, standing.sinceLastMs) === "wait") continue;
    ended += (await inTransaction((tx) => carryOut(tx, ref, standing), poolOf(db))) ? 1 : 0;
  }
  return ended;
}

async function carryOut(tx: Tx, ref: CampaignRef, standing: CanaryStanding): Promise<boolean> {
  const verdict = canaryVerdict(standing, standing.sinceLastMs);
  const { rowCount } = await tx.query(`select 1 from campaign where account_id = $1 and id = $2 and state = 'running' and canary_state = 'waiting' for update`, [ref.accountId, ref.campaignId]);
  if (rowCount !== 1) return false;
  if (verdict !== "go") {
    await endCanary(tx, ref, "held");
    return holdCampaign(tx, ref, { code: verdict === "failed" ? standing.commonestCode : null, reason: verdict === "failed" ? failedReason(standing) : silentReason(standing) });
  }
  await endCanary(tx, ref, "passed");
  const reason = `Of its first ${standing.size} messages ${standing.arrived} arrived and ${standing.failed} failed: everybody else is written to.`;
  await recordDecisions(tx, [{ ...ref, kind: "released", messages: standing.size, reason }]);
  return true;
}

function failedReason({ size, failed, commonestCode: code }: CanaryStanding): string {
  const most = code === null ? "Twilio gives no code for it." : `Most often: ${knownError(code)?.meaning ?? "a code that the catalogue does not have"} (${code})`;
  return `Of the first ${size} messages ${failed} failed, so nobody else was written to. ${most}`;
}

function silentReason({ size, arrived }: CanaryStanding): string {
  return `Of the first ${size} messages only ${arrived} were reported as delivered within ${CANARY_WAIT_MS / 60_000} minutes, so nobody else was written to.`;
}
