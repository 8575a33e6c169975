/** The brake on guessing passwords. Its memory is the audit, so it survives a restart and holds for every web process. */
import { createHash } from "node:crypto";
import { recordAudit } from "./audit.ts";
import type { Tx } from "./connection.ts";

export type Brake = { triesMax: number; windowMinutes: number };

/** What a try is remembered under: people type passwords into the wrong field, so the address itself is not kept. */
export function triedAddress(email: string): string {
  return createHash("sha256").update(email.trim().toLowerCase()).digest("hex");
}

/**
 * Notes one try for this address, or returns how many minutes to wait when there were too many since the last success.
 *
 * Noted before the password is looked at, under a lock per address: guesses that come together are counted one by one.
 */
export async function takeSignInTry(tx: Tx, address: string, brake: Brake): Promise<{ kind: "taken" } | { kind: "braked"; waitMinutes: number }> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('sign-in ' || $1, 0))`, [address]);
  const { rows } = await tx.query<{ tries: number; wait_minutes: number }>(
    `
    with recent as materialized (
      select action, at
      from audit_event
      where account_id is null and at > app_now_stable() - make_interval(mins => $2) and subject_kind = 'sign-in' and subject_id = $1
    )
    select count(*)::int as tries,
           coalesce(ceil(extract(epoch from min(at) + make_interval(mins => $2) - app_now_stable()) / 60), 0)::int as wait_minutes
    from recent
    where action = 'sign-in.tried'
      and at > coalesce((select max(at) from recent where action = 'sign-in.succeeded'), '-infinity')
    `,
    [address, brake.windowMinutes],
  );
  const tries = rows[0]?.tries ?? 0;
  if (tries >= brake.triesMax) return { kind: "braked", waitMinutes: Math.max(1, rows[0]?.wait_minutes ?? 1) };
  await recordAudit(tx, { accountId: null, actorId: null, action: "sign-in.tried", subjectKind: "sign-in", subjectId: address });
  return { kind: "taken" };
}
