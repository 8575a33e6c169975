"use server";
/** What an admin can decide for the account as a whole, and everybody for their own sign-in. */
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { changePassword, type ChangePasswordResult } from "#lib/auth/change-password.ts";
import { endOwnSessions } from "#lib/auth/own-sessions.ts";
import { requirePerson, requireRight } from "#lib/auth/require-right.ts";
import { sessionIdInCookie } from "#lib/auth/session-cookie.ts";
import { setApproveAbove } from "#lib/commands/set-approve-above.ts";
import { setRetryUnconfirmed } from "#lib/commands/set-retry-unconfirmed.ts";
import { isUuid } from "#lib/domain/ids.ts";
import { PASSWORD_SENTENCE } from "#lib/domain/password-rule.ts";
import { peopleLimit } from "#lib/forms/people-limit.ts";
import { parseForm, refused, textField, untouched, type FormState } from "#lib/forms/form-state.ts";

const NO_NUMBER = "Type a whole number of people, such as 10000, or leave it empty.";
const SecondPersonForm = z.object({ people: peopleLimit(NO_NUMBER) });
const PasswordForm = z.object({ secretCurrent: z.string().min(1, "Type the password that you sign in with."), secretNext: z.string().min(1, "Choose a new password.") });
const SessionForm = z.object({ session: z.string().refine(isUuid) });
const RetriesForm = z.object({ retries: z.enum(["on", "off"]) });

export async function setRetries(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "account.change");
  const parsed = parseForm(RetriesForm, form);
  if (!parsed.ok) return parsed.state;

  await setRetryUnconfirmed(person.id, { accountId: account.id, retries: parsed.input.retries === "on" });
  revalidatePath(`/${account.slug}/settings`);
  return untouched;
}

/** From how many people on a launch needs a second person. */
export async function setSecondPerson(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "account.change");
  const parsed = parseForm(SecondPersonForm, form);
  if (!parsed.ok) return parsed.state;

  await setApproveAbove(person.id, { accountId: account.id, people: parsed.input.people });
  revalidatePath(`/${account.slug}`, "layout");
  return untouched;
}

export async function changeOwnPassword(_previous: FormState, form: FormData): Promise<FormState> {
  const person = await requirePerson();
  const parsed = parseForm(PasswordForm, form);
  if (!parsed.ok) return parsed.state;

  const { secretCurrent: current, secretNext: next } = parsed.input;
  const result = await changePassword(person, { current, next, sessionId: await sessionIdInCookie() });
  if (result.kind !== "changed") return refused("", form, explain(result));
  revalidatePath("/", "layout");
  return untouched;
}

/** Ends one of somebody's own sessions. */
export async function endSession(_previous: FormState, form: FormData): Promise<FormState> {
  const person = await requirePerson();
  const parsed = parseForm(SessionForm, form);
  if (!parsed.ok) return parsed.state;

  await endOwnSessions(person.id, { only: parsed.input.session });
  revalidatePath("/", "layout");
  return untouched;
}

/** Ends all of somebody's own sessions but the one that asks. */
export async function endOtherSessions(): Promise<FormState> {
  const person = await requirePerson();
  await endOwnSessions(person.id, { allBut: await sessionIdInCookie() });
  revalidatePath("/", "layout");
  return untouched;
}

/** Beside which field, what. */
function explain(result: Exclude<ChangePasswordResult, { kind: "changed" }>): Record<string, string> {
  switch (result.kind) {
    case "wrong":
      return { secretCurrent: "This is not the password that you sign in with." };
    case "braked":
      return { secretCurrent: `There were too many tries. Wait ${result.waitMinutes === 1 ? "a minute" : `${result.waitMinutes} minutes`}, then try again.` };
    case "weak":
      return { secretNext: PASSWORD_SENTENCE[result.problem] };
    case "the-same":
      return { secretNext: "This is the current one. Choose another." };
  }
}
