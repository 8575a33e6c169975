"use server";
/** What a marketer or an admin can order about what is read from Twilio. */
import { revalidatePath } from "next/cache";
import { requireRight } from "#lib/auth/require-right.ts";
import { orderSync } from "#lib/commands/order-sync.ts";
import { textField, untouched, type FormState } from "#lib/forms/form-state.ts";

/** Has templates and senders read now. What becomes of it stands on the page. */
export async function refresh(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "account.sync");

  await orderSync(person.id, account.id);
  revalidatePath(`/${account.slug}`, "layout");
  return untouched;
}
