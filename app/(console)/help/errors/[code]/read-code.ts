/** One code of the catalogue, as its address names it. */
import { notFound } from "next/navigation";
import { currentMemberships } from "#lib/auth/require-right.ts";
import { pool } from "#lib/db/connection.ts";
import { findImportedErrorCode, type ImportedErrorCode } from "#lib/db/imported-error-codes.ts";
import { listErrorUses, type ErrorUse } from "#lib/db/list-error-uses.ts";
import { errorMeaning, knownError, type ErrorMeaning } from "#lib/domain/error-codes.ts";

/** Twilio's codes have up to five digits; six leave room. What is no such number leads nowhere. */
export function codeHere(asked: string): number {
  return /^[1-9]\d{2,5}$/.test(asked) ? Number(asked) : notFound();
}

/** Ours, and Twilio's own words where they were imported: those name a code that ours does not know. */
export async function readCode(code: number): Promise<{ meaning: ErrorMeaning; imported: ImportedErrorCode | null }> {
  const imported = await findImportedErrorCode(pool(), code);
  const ours = errorMeaning(code);
  return { meaning: imported && !knownError(code) ? { ...ours, name: imported.name } : ours, imported };
}

export type AccountUses = { account: { slug: string; name: string }; uses: ErrorUse[] };

/** Where it was met of late, in the accounts of whoever asks and in no other. */
export async function readUses(code: number): Promise<AccountUses[]> {
  const memberships = await currentMemberships();
  const uses = await listErrorUses(pool(), memberships.map(({ account }) => account.id), code);
  return memberships.map(({ account }) => ({ account, uses: uses.filter(({ accountId }) => accountId === account.id) })).filter((each) => each.uses.length > 0);
}
