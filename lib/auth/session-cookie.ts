/** The cookie that names a session. It holds an encrypted token with nothing in it but the session's id. */
import { cookies, headers } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import { isUuid } from "#lib/domain/ids.ts";
import { settings } from "#lib/env.ts";
import { SESSION_LIFE } from "./session-life.ts";

export type CookieShape = { name: string; options: { httpOnly: true; sameSite: "lax"; path: "/"; secure: boolean } };

/** Over https the name itself forbids other hosts, other paths and plain http to set it. */
export function cookieShape(secure: boolean): CookieShape {
  return { name: `${secure ? "__Host-" : ""}drumbeat.session`, options: { httpOnly: true, sameSite: "lax", path: "/", secure } };
}

/** Whether the browser came over https. Next.js fills the header in when no proxy did. */
export function isSecure(requestHeaders: Headers): boolean {
  return requestHeaders.get("x-forwarded-proto")?.split(",")[0]?.trim() === "https";
}

/** The session id that this request's cookie names, or null. Whether it still lives is the database's to say. */
export async function sessionIdInCookie(): Promise<string | null> {
  const { name } = cookieShape(isSecure(await headers()));
  return sessionIdIn((await cookies()).get(name)?.value);
}

/** The session id in a token, or null when there is none or it is not one of ours. */
export async function sessionIdIn(token: string | undefined): Promise<string | null> {
  if (!token) return null;
  const opened = await decode({ token, secret: settings().nextAuthSecret }).catch(() => null);
  return isUuid(opened?.sid) ? opened.sid : null;
}

/** The token for a session. */
export function tokenFor(sessionId: string): Promise<string> {
  return encode({ token: { sid: sessionId }, secret: settings().nextAuthSecret, maxAge: SESSION_LIFE.absoluteSeconds });
}

/** Hands the browser its session. Only a server action or a route handler can. */
export async function setSessionCookie(sessionId: string): Promise<void> {
  const { name, options } = cookieShape(isSecure(await headers()));
  (await cookies()).set(name, await tokenFor(sessionId), { ...options, maxAge: SESSION_LIFE.absoluteSeconds });
}

/** Takes the session away from the browser. */
export async function clearSessionCookie(): Promise<void> {
  const { name, options } = cookieShape(isSecure(await headers()));
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}
