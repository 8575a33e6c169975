/** Signing in and out: the password is checked, the session is a row. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction, pool } from "#lib/db/connection.ts";
import { findPersonToSignIn } from "#lib/db/people.ts";
import { endSession, openSession } from "#lib/db/sessions.ts";
import { takeSignInTry, triedAddress, type Brake } from "#lib/db/sign-in-tries.ts";
import { isUuid } from "#lib/domain/ids.ts";
import { verifyPassword } from "./password.ts";
import { SESSION_LIFE } from "./session-life.ts";

/** Tries for one address before it has to wait. Whoever knows the password clears the count by using it. */
export const SIGN_IN_BRAKE: Brake = { triesMax: 10, windowMinutes: 15 };
const EMAIL_LENGTH_MAX = 320;
export const USER_AGENT_LENGTH_MAX = 300;

export type SignIn = { email: string; password: string; userAgent: string };
export type SignInResult = { kind: "signed-in"; sessionId: string } | { kind: "refused" } | { kind: "braked"; waitMinutes: number };

/** Opens a session for whoever knows the password. An unknown address, a wrong password and a disabled person are the same refusal and take the same time. */
export async function signIn({ email, password, userAgent }: SignIn): Promise<SignInResult> {
  const typed = email.trim().slice(0, EMAIL_LENGTH_MAX).replaceAll("\u0000", "");
  const address = triedAddress(typed);
  const taken = await inTransaction((tx) => takeSignInTry(tx, address, SIGN_IN_BRAKE));
  if (taken.kind === "braked") return taken;

  const person = await findPersonToSignIn(pool(), typed);
  const matches = await verifyPassword(person?.passwordHash ?? null, password);
  if (!person || !matches || person.disabled) return { kind: "refused" };

  const sessionId = await inTransaction(async (tx) => {
    const opened = await openSession(tx, {
      personId: person.id,
      userAgent: userAgent.slice(0, USER_AGENT_LENGTH_MAX),
      absoluteSeconds: SESSION_LIFE.absoluteSeconds,
    });
    await recordAudit(tx, { accountId: null, actorId: person.id, action: "sign-in.succeeded", subjectKind: "sign-in", subjectId: address });
    return opened;
  });
  return { kind: "signed-in", sessionId };
}

/** Ends the session, so that its cookie opens nothing any more, wherever it was copied to. */
export async function signOut(sessionId: string): Promise<void> {
  if (!isUuid(sessionId)) return;
  await inTransaction(async (tx) => {
    const personId = await endSession(tx, sessionId);
    if (personId) await recordAudit(tx, { accountId: null, actorId: personId, action: "session.ended", subjectKind: "session", subjectId: sessionId });
  });
}
