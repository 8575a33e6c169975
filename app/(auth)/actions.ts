"use server";
/** Signing in and out. The only actions that nobody has to be signed in for. */
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { beginBrowserSession, endBrowserSession } from "#lib/auth/browser-session.ts";
import { signIn, type SignInResult } from "#lib/auth/sign-in.ts";
import { returnPath } from "#lib/domain/return-path.ts";
import { parseForm, refused, type FormState } from "#lib/forms/form-state.ts";

const SignInForm = z.object({
  email: z.string("Type your e-mail address.").trim().min(1, "Type your e-mail address."),
  secretPassword: z.string("Type your password.").min(1, "Type your password."),
  next: z.string().optional(),
});

export async function enter(_previous: FormState, form: FormData): Promise<FormState> {
  const parsed = parseForm(SignInForm, form);
  if (!parsed.ok) return parsed.state;

  const { email, secretPassword, next } = parsed.input;
  const userAgent = (await headers()).get("user-agent") ?? "";
  const result = await signIn({ email, password: secretPassword, userAgent });
  if (result.kind !== "signed-in") return refused(explain(result), form);
  await beginBrowserSession(result.sessionId);
  redirect(returnPath(next));
}

export async function leave(): Promise<void> {
  await endBrowserSession();
  redirect("/sign-in");
}

function explain(result: Exclude<SignInResult, { kind: "signed-in" }>): string {
  switch (result.kind) {
    case "refused":
      return "This e-mail address and password do not belong together. Check both, then try again.";
    case "braked": {
      const wait = result.waitMinutes === 1 ? "a minute" : `${result.waitMinutes} minutes`;
      return `There were too many tries for this address. Wait ${wait}, then try again.`;
    }
  }
}
