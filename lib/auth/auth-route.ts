/** next-auth's own door, for programs and for sign-out links. The console signs in through the same `signIn`. */
import NextAuth from "next-auth/next";
import type { AuthOptions } from "next-auth";
import type { NextRequest } from "next/server";
import { returnPath } from "#lib/domain/return-path.ts";
import { settings } from "#lib/env.ts";
import { personOfSession } from "./access.ts";
import { cookieShape, isSecure } from "./session-cookie.ts";
import { SESSION_LIFE } from "./session-life.ts";
import { signIn, signOut } from "./sign-in.ts";

type Context = { params: Promise<{ nextauth: string[] }> };

/** What next-auth may do here, by method. The rest of it (error pages, provider lists, browser logs) has no use and stays shut. */
const OPEN: Record<string, string[]> = {
  GET: ["csrf", "session", "signin"],
  POST: ["callback/credentials", "signout"],
};

/** Answers a request to /api/auth/… . Every redirect is a path, so a missing or wrong NEXTAUTH_URL sends nobody elsewhere. */
export async function authRoute(request: NextRequest, context: Context): Promise<Response> {
  const { nextauth } = await context.params;
  if (!OPEN[request.method]?.includes(nextauth.join("/"))) return new Response(null, { status: 404 });
  const answer: Response = await NextAuth(request, context, authOptions(isSecure(request.headers)));
  return withRelativeLocation(answer);
}

function authOptions(secure: boolean): AuthOptions {
  return {
    secret: settings().nextAuthSecret,
    useSecureCookies: secure,
    cookies: { sessionToken: cookieShape(secure) },
    session: { strategy: "jwt", maxAge: SESSION_LIFE.absoluteSeconds },
    jwt: { maxAge: SESSION_LIFE.absoluteSeconds },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      {
        id: "credentials",
        name: "Email and password",
        type: "credentials",
        credentials: { email: {}, password: {} },
        authorize: async (typed, request) => {
          const userAgent: unknown = request.headers?.["user-agent"];
          const result = await signIn({ email: text(typed?.email), password: text(typed?.password), userAgent: text(userAgent) });
          return result.kind === "signed-in" ? { id: result.sessionId } : null;
        },
      },
    ],
    callbacks: {
      // The token is nothing but the session's name; on signing in, `user` is what `authorize` returned.
      jwt: ({ token, user }) => ({ sid: user ? user.id : token.sid }),
      session: async ({ session, token }) => {
        const person = await personOfSession(text(token.sid));
        return person ? { ...session, user: { name: person.name, email: person.email } } : { expires: new Date(0).toISOString() };
      },
      redirect: ({ url }) => returnPath(url),
    },
    events: {
      signOut: async ({ token }) => signOut(text(token.sid)),
    },
  };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function withRelativeLocation(answer: Response): Response {
  const location = answer.headers.get("location");
  if (location === null) return answer;
  const url = URL.parse(location, "http://console.local");
  const headers = new Headers(answer.headers);
  headers.set("location", url?.pathname.startsWith("/api/auth/error") ? "/sign-in?error=refused" : returnPath(url ? url.pathname + url.search : "/", "/sign-in"));
  return new Response(answer.body, { status: answer.status, headers });
}
