/** The session of the browser that is asking: begun and ended where a server action can set its cookie. */
import { clearSessionCookie, sessionIdInCookie, setSessionCookie } from "./session-cookie.ts";
import { signOut } from "./sign-in.ts";

/** Gives the browser this session. One it already had ends, so that nobody goes on in a session that was laid for them. */
export async function beginBrowserSession(sessionId: string): Promise<void> {
  await endSessionInCookie();
  await setSessionCookie(sessionId);
}

/** Ends the browser's session and takes the cookie away. */
export async function endBrowserSession(): Promise<void> {
  await endSessionInCookie();
  await clearSessionCookie();
}

async function endSessionInCookie(): Promise<void> {
  const sessionId = await sessionIdInCookie();
  if (sessionId) await signOut(sessionId);
}
