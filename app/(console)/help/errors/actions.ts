"use server";
/** What an admin orders on the catalogue of error codes. */
import { revalidatePath } from "next/cache";
import { requireRight } from "#lib/auth/require-right.ts";
import { removeImportedErrorCodes } from "#lib/commands/import-error-codes.ts";
import { textField, untouched, type FormState } from "#lib/forms/form-state.ts";

/** Whoever is admin of an account may, as for bringing the list in. */
export async function removeList(_previous: FormState, form: FormData): Promise<FormState> {
  const { person } = await requireRight(textField(form, "account"), "catalogue.change");
  await removeImportedErrorCodes(person.id);
  revalidatePath("/help/errors", "layout");
  return untouched;
}
