/** Keeping in what the books differ: a bounded number of each kind, each once however often its page is read. */
import { DIFFERENCES_MAX, type AttemptRef, type DifferenceKind } from "#lib/domain/sender-audit.ts";
import type { DeliveryState } from "#lib/domain/states.ts";
import type { Tx } from "./connection.ts";
import type { AuditKey } from "./take-audit.ts";

export type Difference = { kind: DifferenceKind; messageSid: string; at: Date; delivery: DeliveryState | null; errorCode: number | null; attempt: AttemptRef | null };

/** The caller holds the audit's row, so nobody else writes differences of it. */
export async function keepDifferences(tx: Tx, { accountId, senderId, day }: AuditKey, differences: Difference[]): Promise<void> {
  if (differences.length === 0) return;
  const columns = [
    differences.map(({ kind }) => kind),
    differences.map(({ messageSid }) => messageSid),
    differences.map(({ at }) => at),
    differences.map(({ delivery }) => delivery),
    differences.map(({ errorCode }) => errorCode),
    differences.map(({ attempt }) => attempt?.messageId ?? null),
    differences.map(({ attempt }) => attempt?.n ?? null),
  ];
  await tx.query(
    `
    insert into sender_audit_difference (account_id, sender_id, day, kind, message_sid, at, delivery, error_code, message_id, n)
    select $1, $2, $3::date, t.kind, t.message_sid, t.at, t.delivery, t.error_code, t.message_id, t.n
    from (
      select *, row_number() over (partition by kind order by place) as nth
      from unnest($4::text[], $5::text[], $6::timestamptz[], $7::delivery_state[], $8::int[], $9::bigint[], $10::smallint[]) with ordinality
        as u(kind, message_sid, at, delivery, error_code, message_id, n, place)
    ) as t
    where t.nth + (select count(*) from sender_audit_difference k where k.account_id = $1 and k.sender_id = $2 and k.day = $3::date and k.kind = t.kind) <= ${DIFFERENCES_MAX}
    order by t.nth
    on conflict (account_id, sender_id, day, message_sid, kind) do nothing
    `,
    [accountId, senderId, day, ...columns],
  );
}
