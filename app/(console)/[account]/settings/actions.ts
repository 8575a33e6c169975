"use server";
/** What an admin can decide for the account as a whole. */
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { requireRight } from "#lib/auth/require-right.ts";
import { setApproveAbove } from "#lib/commands/set-approve-above.ts";
import { setRetryUnconfirmed } from "#lib/commands/set-retry-unconfirmed.ts";
import { parseForm, textField, untouched, type FormState } from "#lib/forms/form-state.ts";

const NO_NUMBER = "Type a whole number of people, such as 10000, or leave it empty.";
const SecondPersonForm = z.object({
  people: z
    .string()
    .optional()
    .transform((typed) => (typed ?? "").trim().replaceAll(/[\s,.]/g, ""))
    .refine((typed) => typed === "" || /^[1-9][0-9]{0,8}$/.test(typed), NO_NUMBER)
    .transform((typed) => (typed === "" ? null : Number(typed))),
});
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
