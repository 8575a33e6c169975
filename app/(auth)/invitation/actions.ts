"use server";
/** Coming in by a link. */
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { acceptAs, joinBy, type AcceptResult, type JoinResult } from "#lib/auth/accept-invitation.ts";
import { beginBrowserSession } from "#lib/auth/browser-session.ts";
import { requirePerson } from "#lib/auth/require-right.ts";
import { PASSWORD_SENTENCE } from "#lib/domain/password-rule.ts";
import { parseForm, refused, type FormState } from "#lib/forms/form-state.ts";

const NAME_MAX = 100;
const OVER = "This link opens nothing any more: it was used, taken back, or has expired. Ask whoever sent it for a new one.";

const token = z.string().max(NAME_MAX);
const JoinForm = z.object({
  token,
  name: z.string("Type your name.").trim().min(1, "Type your name.").max(NAME_MAX, `Type a name of at most ${NAME_MAX} characters.`),
  secretPassword: z.string("Choose a password."),
});
const AcceptForm = z.object({ token });

export async function join(_previous: FormState, form: FormData): Promise<FormState> {
  const parsed = parseForm(JoinForm, form);
  if (!parsed.ok) return parsed.state;

  const { secretPassword, ...typed } = parsed.input;
  const result = await joinBy({ ...typed, password: secretPassword, userAgent: (await headers()).get("user-agent") ?? "" });
  if (result.kind === "weak") return refused("", form, { secretPassword: PASSWORD_SENTENCE[result.problem] });
  if (result.kind !== "in") return refused(explain(result), form);
  await beginBrowserSession(result.sessionId);
  redirect(`/${result.slug}/overview`);
}

export async function accept(_previous: FormState, form: FormData): Promise<FormState> {
  const person = await requirePerson();
  const parsed = parseForm(AcceptForm, form);
  if (!parsed.ok) return parsed.state;

  const result = await acceptAs(person, parsed.input.token);
  if (result.kind !== "in") return refused(explain(result));
  redirect(`/${result.slug}/overview`);
}

function explain(result: Exclude<AcceptResult | JoinResult, { kind: "in" } | { kind: "weak" }>): string {
  switch (result.kind) {
    case "over":
      return OVER;
    case "known":
      return "Somebody signs in with this address already. Load the page again and sign in.";
    case "not-yours":
      return "This link is for another e-mail address than the one you are signed in with. Sign out, then open it again.";
  }
}
