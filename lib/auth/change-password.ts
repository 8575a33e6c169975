/** A new password for whoever knows the old one; every other browser has to sign in anew. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction, pool } from "#lib/db/connection.ts";
import { findPasswordHash } from "#lib/db/people.ts";
import { replacePassword } from "#lib/db/save-person.ts";
import { endSessionsOf } from "#lib/db/sessions.ts";
import { takeSignInTry, triedAddress } from "#lib/db/sign-in-tries.ts";
import { passwordProblem, type PasswordProblem } from "#lib/domain/password-rule.ts";
import type { Person } from "./access.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import { SIGN_IN_BRAKE } from "./sign-in.ts";

/** `sessionId` is the one that asks, which stays. */
export type PasswordChange = { current: string; next: string; sessionId: string | null };
export type ChangePasswordResult = { kind: "changed"; ended: number } | { kind: "wrong" } | { kind: "braked"; waitMinutes: number } | { kind: "weak"; problem: PasswordProblem } | { kind: "the-same" };

/** Guesses at the current one count like guesses at the sign-in: whoever finds an open browser has no more of them. */
export async function changePassword(person: Person, { current, next, sessionId }: PasswordChange): Promise<ChangePasswordResult> {
  const problem = passwordProblem(next, person);
  if (problem) return { kind: "weak", problem };
  const address = triedAddress(person.email);
  const taken = await inTransaction((tx) => takeSignInTry(tx, address, SIGN_IN_BRAKE));
  if (taken.kind === "braked") return taken;
  const before = await findPasswordHash(pool(), person.id);
  if (!(await verifyPassword(before, current)) || before === null) return { kind: "wrong" };
  if (current === next) return { kind: "the-same" };
  const after = await hashPassword(next);
  return inTransaction(async (tx): Promise<ChangePasswordResult> => {
    // Changed from another browser at the same moment, what was typed here is no longer the current one.
    if (!(await replacePassword(tx, { personId: person.id, before, after }))) return { kind: "wrong" };
    const ended = await endSessionsOf(tx, person.id, { allBut: sessionId });
    await recordAudit(tx, { accountId: null, actorId: person.id, action: "sign-in.succeeded", subjectKind: "sign-in", subjectId: address });
    await recordAudit(tx, { accountId: null, actorId: person.id, action: "password.changed", subjectKind: "person", subjectId: person.id, detail: { ended } });
    return { kind: "changed", ended };
  });
}
