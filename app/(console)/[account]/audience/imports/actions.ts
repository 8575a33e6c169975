"use server";
/** What a marketer or an admin can order about a file that has arrived. */
import { revalidatePath } from "next/cache";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { requireRight } from "#lib/auth/require-right.ts";
import { discardImport } from "#lib/commands/discard-import.ts";
import { startImport, type StartImportResult } from "#lib/commands/start-import.ts";
import { COLUMN_ROLES, COLUMNS_MAX, type ColumnRole } from "#lib/domain/csv-columns.ts";
import { readCountry } from "#lib/domain/country-name.ts";
import { isUuid } from "#lib/domain/ids.ts";
import type { ImportPreview } from "#lib/domain/import-preview.ts";
import { parseForm, refused, textField, type FormState } from "#lib/forms/form-state.ts";
import { previewImport } from "#lib/jobs/preview-import.ts";

/** `role-0`, `role-1` and so on: one per column of the file. */
const ColumnsForm = z.looseObject({ import: z.string().refine(isUuid), defaultCountry: z.string().transform((code) => (code === "" ? null : readCountry(code))) }).transform((fields) => ({
  importId: fields.import,
  defaultCountry: fields.defaultCountry,
  roles: rolesIn(fields),
}));
const DiscardForm = z.object({ import: z.string().refine(isUuid) });

export async function start(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "audience.change");
  const parsed = parseForm(ColumnsForm, form);
  if (!parsed.ok) return parsed.state;

  const result = await startImport(person.id, { accountId: account.id, ...parsed.input });
  if (result.kind === "no-such-import") notFound();
  if (result.kind !== "started") return refused(explain(result), form);
  revalidatePath(`/${account.slug}/audience/imports`, "layout");
  redirect(`/${account.slug}/audience/imports/${parsed.input.importId}`);
}

/** How the first lines would be read with these columns; null when the file is not there to be read. */
export async function preview(form: FormData): Promise<ImportPreview | null> {
  const { account } = await requireRight(textField(form, "account"), "audience.change");
  const parsed = parseForm(ColumnsForm, form);
  if (!parsed.ok) return null;
  const { importId, ...choice } = parsed.input;
  return previewImport({ accountId: account.id, importId }, choice, new Date());
}

export async function discard(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "audience.change");
  const parsed = parseForm(DiscardForm, form);
  if (!parsed.ok) return parsed.state;

  const result = await discardImport(person.id, { accountId: account.id, importId: parsed.input.import });
  if (result.kind === "not-possible") return refused("People of this file have been taken, or are about to be, so its record stays.");
  revalidatePath(`/${account.slug}/audience/imports`, "layout");
  redirect(`/${account.slug}/audience/imports`);
}

function rolesIn(fields: Record<string, unknown>): ColumnRole[] {
  const roles: ColumnRole[] = [];
  for (let at = 0; at < COLUMNS_MAX; at++) {
    const role = COLUMN_ROLES.find((known) => known === fields[`role-${at}`]);
    if (!role) break;
    roles.push(role);
  }
  return roles;
}

function explain(result: Exclude<StartImportResult, { kind: "started" | "no-such-import" }>): string {
  switch (result.kind) {
    case "mapping":
      return result.problem;
    case "not-startable":
      return result.state === "done" ? "This file has been imported already. Upload it again to import it once more." : "This import has been started already.";
  }
}
