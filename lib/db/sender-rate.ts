/** The configured rate of a sender, as the claim reads it. */
import type { AccountKind } from "#lib/domain/states.ts";
import type { Tx } from "./connection.ts";

export type SenderRate = { kind: AccountKind; mps: number };

/** The sender's rate with its gate locked until the transaction ends, or null when this account has no such sender. */
export async function lockSenderRate(tx: Tx, accountId: string, senderId: string): Promise<SenderRate | null> {
  const { rows } = await tx.query<SenderRate>(
    `
    select account.kind, gate.mps
    from sender_gate gate
    join account on account.id = gate.account_id
    where gate.account_id = $1 and gate.sender_id = $2
    for update of gate
    `,
    [accountId, senderId],
  );
  return rows[0] ?? null;
}

/** Sets the rate. The next claim of this sender reads it. */
export async function writeSenderRate(tx: Tx, accountId: string, rate: { senderId: string; mps: number }): Promise<void> {
  await tx.query(`update sender_gate set mps = $3 where account_id = $1 and sender_id = $2`, [accountId, rate.senderId, rate.mps]);
}
