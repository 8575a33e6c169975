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

/**
 * What all other senders of the account are set to, in messages per second. Rates of one account are set one at a time: the
 * account's row is held until the transaction ends, in a way that keeps nobody from pointing at it. Ask before a gate is locked.
 */
export async function lockOtherRates(tx: Tx, accountId: string, senderId: string): Promise<number> {
  await tx.query(`select 1 from account where id = $1 for no key update`, [accountId]);
  const { rows } = await tx.query<{ mps: number }>(
    `
    select coalesce(sum(gate.mps), 0)::float8 as mps
    from sender_gate gate join sender on sender.account_id = gate.account_id and sender.id = gate.sender_id
    where gate.account_id = $1 and gate.sender_id <> $2 and sender.status <> 'gone'
    `,
    [accountId, senderId],
  );
  return rows[0]?.mps ?? 0;
}

/** Sets the rate. The next claim of this sender reads it. */
export async function writeSenderRate(tx: Tx, accountId: string, rate: { senderId: string; mps: number }): Promise<void> {
  await tx.query(`update sender_gate set mps = $3 where account_id = $1 and sender_id = $2`, [accountId, rate.senderId, rate.mps]);
}
