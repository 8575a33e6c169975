/** Whether the others of a campaign may go, by what became of its first messages. */
import { canaryVerdict, CANARY_WAIT_MS } from "#lib/domain/canary.ts";
import { knownError } from "#lib/domain/error-codes.ts";
import type { CampaignRef } from "./campaign-writes.ts";
import { findCanary, holdCanary, listWaitingCanaries, passCanary, recallDelayed, type CanaryStanding } from "./canary.ts";
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
    await holdCanary(tx, ref);
    return holdCampaign(tx, ref, { code: verdict === "failed" ? standing.commonestCode : null, reason: verdict === "failed" ? failedReason(standing) : silentReason(standing) });
  }
  const { senders, all } = await passCanary(tx, ref);
  if (senders === 0) return false;
  await recordDecisions(tx, [{ ...ref, kind: "released", messages: standing.size, reason: goReason(standing, all) }]);
  return true;
}

/** After others have gone already, these are the first messages of those senders that were out before. */
const firstOnes = ({ partly, size }: CanaryStanding) => `the ${partly ? "other " : ""}first ${size} messages`;
const nobodyElse = ({ partly }: CanaryStanding) => (partly ? "so nobody else is written to any more" : "so nobody else was written to");

function goReason(standing: CanaryStanding, all: boolean): string {
  const { size, arrived, failed } = standing;
  const known = size === 0 ? "Nobody is left of those who were to be written to first" : `Of ${firstOnes(standing)} ${arrived} arrived and ${failed} failed`;
  return `${known}: everybody else is written to${all ? "" : ", except by the senders whose first messages have not left"}.`;
}

function failedReason(standing: CanaryStanding): string {
  const { failed, commonestCode: code } = standing;
  const most = code === null ? "Twilio gives no code for it." : `Most often: ${knownError(code)?.meaning ?? "a code that the catalogue does not have"} (${code})`;
  return `Of ${firstOnes(standing)} ${failed} failed, ${nobodyElse(standing)}. ${most}`;
}

function silentReason(standing: CanaryStanding): string {
  return `Of ${firstOnes(standing)} only ${standing.arrived} were reported as delivered within ${CANARY_WAIT_MS / 60_000} minutes, ${nobodyElse(standing)}.`;
}
