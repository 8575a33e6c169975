/** Sets how fast a sender sends. It takes effect at the sender's next claim, also in the middle of a campaign. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { lockOtherRates, lockSenderRate, writeSenderRate } from "#lib/db/sender-rate.ts";
import { rateLeftBeside, rateRefusal, type RateRefusal } from "#lib/domain/sender-rate.ts";

export type SenderRateOrder = {
  accountId: string;
  actorId: string;
  senderId: string;
  mps: number;
  /** What it was set to when the person who orders this saw it; left out, it was not asked. */
  seen?: number | undefined;
};

export type SetSenderRateResult =
  | { kind: "set"; before: number; after: number }
  | { kind: "unchanged" }
  | { kind: "no-such-sender" }
  | { kind: RateRefusal }
  /** Somebody else set it since it was seen. */
  | { kind: "changed-since"; now: number }
  /** All senders of the account together would be faster than the account can be; `left` is what this one may have. */
  | { kind: "above-account-limit"; left: number };

/** Sets the rate in messages per second, within what the account's kind and its other senders allow. Slower is always allowed. */
export async function setSenderRate({ accountId, actorId, senderId, mps, seen }: SenderRateOrder): Promise<SetSenderRateResult> {
  return inTransaction(async (tx) => {
    const left = rateLeftBeside(await lockOtherRates(tx, accountId, senderId));
    const rate = await lockSenderRate(tx, accountId, senderId);
    if (!rate) return { kind: "no-such-sender" };
    const refusal = rateRefusal(rate.kind, mps);
    if (refusal) return { kind: refusal };
    if (rate.mps === mps) return { kind: "unchanged" };
    if (seen !== undefined && seen !== rate.mps) return { kind: "changed-since", now: rate.mps };
    if (mps > rate.mps && mps > left) return { kind: "above-account-limit", left };

    await writeSenderRate(tx, accountId, { senderId, mps });
    await recordAudit(tx, { accountId, actorId, action: "sender.rate-set", subjectKind: "sender", subjectId: senderId, detail: { before: rate.mps, after: mps } });
    return { kind: "set", before: rate.mps, after: mps };
  });
}
