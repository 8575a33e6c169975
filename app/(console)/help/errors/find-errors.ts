/** The catalogue as it is searched: our codes, and those that only the imported list of Twilio has. */
import { pool } from "#lib/db/connection.ts";
import { listOtherImportedCodes } from "#lib/db/imported-error-codes.ts";
import { ERROR_CODES, ERROR_FAMILIES, errorMeaning, familyOf, isErrorAbout, wordsOf, type ErrorFamily, type ErrorMeaning } from "#lib/domain/error-codes.ts";
import { reactionTo, type ReactionKind } from "#lib/domain/reaction.ts";

const OURS = ERROR_CODES.map(({ code }) => code);

/** Both, those about WhatsApp first and in the order of their codes. */
export async function listErrors(): Promise<ErrorMeaning[]> {
  const others = await listOtherImportedCodes(pool(), OURS);
  const imported = others.map(({ code, name, description }) => ({ ...errorMeaning(code), name, meaning: description || name, cause: "", remedy: "" }));
  return [...ERROR_CODES, ...imported].toSorted((one, other) => placeOf(one) - placeOf(other) || one.code - other.code);
}

function placeOf(entry: ErrorMeaning): number {
  return ERROR_FAMILIES.indexOf(familyOf(entry));
}

/** Those whose code begins with the text come first, then those that speak of it. At most `limit`. */
export async function findErrors(text: string, limit = Infinity): Promise<ErrorMeaning[]> {
  const found = (await listErrors()).filter((entry) => isErrorAbout(entry, text));
  const [word = ""] = wordsOf(text);
  const isMeant = ({ code }: ErrorMeaning) => word !== "" && String(code).startsWith(word);
  return [...found.filter(isMeant), ...found.filter((entry) => !isMeant(entry))].slice(0, limit);
}

export type ErrorFilter = { text: string; reaction: ReactionKind | null; family: ErrorFamily | null };

/** What the list of codes shows for its filters. */
export async function filterErrors({ text, reaction, family }: ErrorFilter): Promise<ErrorMeaning[]> {
  const found = await findErrors(text);
  return found.filter((entry) => (reaction === null || reactionTo({ code: entry.code }).kind === reaction) && (family === null || familyOf(entry) === family));
}
