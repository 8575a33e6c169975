/** Tells the gate which page was asked for, and the browser which account it was last in. It lets nobody in and keeps nobody out. */
import { NextResponse, type NextRequest } from "next/server";
import { isSlug } from "#lib/domain/ids.ts";
import { LAST_ACCOUNT_COOKIE, PATH_HEADER } from "#lib/domain/return-path.ts";

const REMEMBERED_SECONDS = 90 * 86_400;

export function proxy(request: NextRequest): NextResponse {
  const headers = new Headers(request.headers);
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  const account = accountIn(request);
  if (account) response.cookies.set(LAST_ACCOUNT_COOKIE, account, { httpOnly: true, sameSite: "lax", path: "/", maxAge: REMEMBERED_SECONDS });
  return response;
}

/** The account that a page belongs to, when the browser does not remember it yet. Links that are only looked ahead at do not count. */
function accountIn(request: NextRequest): string | null {
  if (request.headers.has("next-router-prefetch") || request.headers.get("sec-purpose")?.includes("prefetch")) return null;
  const slug = request.nextUrl.pathname.split("/")[1] ?? "";
  if (!isSlug(slug) || request.cookies.get(LAST_ACCOUNT_COOKIE)?.value === slug) return null;
  return slug;
}

export const config = {
  // Only page views pass here: a request with a body would be cut after 10 MB on its way through.
  matcher: [
    {
      source: "/((?!api/|_next/|.*\\.).*)",
      missing: [
        { type: "header", key: "content-type" },
        { type: "header", key: "content-length" },
        { type: "header", key: "transfer-encoding" },
      ],
    },
  ],
};
