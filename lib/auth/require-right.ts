/** The first line of every page, action and route that is not public. */
import { cache } from "react";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { pool } from "#lib/db/connection.ts";
import { listMemberships, type Membership } from "#lib/db/people.ts";
import { PATH_HEADER, pathOfAddress, returnPath } from "#lib/domain/return-path.ts";
import type { Right } from "#lib/domain/rights.ts";
import { decideAccess, personOfSession, type Access, type Decision, type Person } from "./access.ts";
import { isSameOrigin } from "./same-origin.ts";
import { sessionIdInCookie } from "./session-cookie.ts";

/** Who is signed in, or null. One question per render, however many components ask. */
export const currentPerson = cache(async (): Promise<Person | null> => personOfSession(await sessionIdInCookie()));

const decided = cache(async (accountSlug: string, right: Right): Promise<Decision> => decideAccess(await currentPerson(), accountSlug, right));

/** The accounts of whoever is signed in, for the account switch. One question per render. */
export const currentMemberships = cache(async (): Promise<Membership[]> => listMemberships(pool(), (await requirePerson()).id));

/** Who is signed in; anybody else is sent to sign in and comes back afterwards. */
export async function requirePerson(): Promise<Person> {
  return (await currentPerson()) ?? redirect(await signInPath());
}

/** The person, the account of this slug and what they may do in it. Sends the anonymous to sign in, and shows "not found" to everybody who lacks the right there. */
export async function requireRight(accountSlug: string, right: Right): Promise<Access> {
  const decision = await decided(accountSlug, right);
  switch (decision.kind) {
    case "granted":
      return decision.access;
    case "anonymous":
      return redirect(await signInPath());
    case "missing":
      return notFound();
  }
}

/** The same for a route handler: what it needs to go on, or the response to give instead (401, 403 for a change ordered by another site, 404). */
export async function rightForRequest(request: Request, accountSlug: string, right: Right): Promise<({ ok: true } & Access) | { ok: false; response: Response }> {
  if (!isSameOrigin(request)) return { ok: false, response: answer(403, "This request came from another site and was not carried out.") };
  const decision = await decided(accountSlug, right);
  switch (decision.kind) {
    case "granted":
      return { ok: true, ...decision.access };
    case "anonymous":
      return { ok: false, response: answer(401, "You are signed out. Sign in, then try again.") };
    case "missing":
      return { ok: false, response: answer(404, "There is nothing here, or your role does not include it. An admin of the account can change that.") };
  }
}

function answer(status: number, message: string): Response {
  return Response.json({ message }, { status, headers: { "Cache-Control": "private, no-store" } });
}

async function signInPath(): Promise<string> {
  const asked = await headers();
  // A form is sent past the proxy, which names no page then; it was pressed on the one that the browser says.
  const next = returnPath(asked.get(PATH_HEADER) ?? pathOfAddress(asked.get("referer")), "");
  return next && next !== "/" ? `/sign-in?next=${encodeURIComponent(next)}` : "/sign-in";
}
