/** Sets how fast a sender sends. It takes effect at the sender's next claim, also in the middle of a campaign. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { lockSenderRate, writeSenderRate } from "#lib/db/sender-rate.ts";
import { rateRefusal, type RateRefusal } from "#lib/domain/sender-rate.ts";

export type SenderRateOrder = { accountId: string; actorId: string; senderId: string; mps: number };
export type SetSenderRateResult = { kind: "set"; before: number; after: number } | { kind: "unchanged" } | { kind: "no-such-sender" } | { kind: RateRefusal };

/** Sets the rate in messages per second, within what the account's kind allows. */
export async function setSenderRate({ accountId, actorId, senderId, mps }: SenderRateOrder): Promise<SetSenderRateResult> {
  return inTransaction(async (tx) => {
    const rate = await lockSenderRate(tx, accountId, senderId);
    if (!rate) return { kind: "no-such-sender" };
    const refusal = rateRefusal(rate.kind, mps);
    if (refusal) return { kind: refusal };
    if (rate.mps === mps) return { kind: "unchanged" };

    await writeSenderRate(tx, accountId, { senderId, mps });
    await recordAudit(tx, { accountId, actorId, action: "sender.rate-set", subjectKind: "sender", subjectId: senderId, detail: { before: rate.mps, after: mps } });
    return { kind: "set", before: rate.mps, after: mps };
  });
}
