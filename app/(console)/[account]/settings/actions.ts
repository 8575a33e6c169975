"use server";
/** What an admin can decide for the account as a whole. */
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { requireRight } from "#lib/auth/require-right.ts";
import { setRetryUnconfirmed } from "#lib/commands/set-retry-unconfirmed.ts";
import { parseForm, textField, untouched, type FormState } from "#lib/forms/form-state.ts";

const RetriesForm = z.object({ retries: z.enum(["on", "off"]) });

export async function setRetries(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "account.change");
  const parsed = parseForm(RetriesForm, form);
  if (!parsed.ok) return parsed.state;

  await setRetryUnconfirmed(person.id, { accountId: account.id, retries: parsed.input.retries === "on" });
  revalidatePath(`/${account.slug}/settings`);
  return untouched;
}
