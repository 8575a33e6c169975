"use server";
/** What a marketer or an admin can order about what is read from Twilio. */
import { revalidatePath } from "next/cache";
import { requireRole } from "#lib/auth/require-role.ts";
import { orderSync } from "#lib/commands/order-sync.ts";
import { textField, untouched, type FormState } from "#lib/forms/form-state.ts";

/** Has templates and senders read now. What becomes of it stands on the page. */
export async function refresh(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRole(textField(form, "account"), "marketer");

  await orderSync(person.id, account.id);
  revalidatePath(`/${account.slug}`, "layout");
  return untouched;
}
