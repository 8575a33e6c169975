/** What a list of contacts may be called. */

/** In characters. */
export const LIST_NAME_MAX = 80;

/** Controls and marks that the eye does not see, but for the two joiners: Persian and Indic words and many emoji are not themselves without them. */
const UNSEEN = /\p{Cc}|(?![\u200c\u200d])\p{Cf}/gu;
const SEEN = /[^\s\u200c\u200d]/u;

/** The name without what the eye does not see, or null when nothing is left or it is too long. */
export function listNameFrom(written: string): string | null {
  const name = written.replace(UNSEEN, " ").replace(/\s+/g, " ").trim();
  return !SEEN.test(name) || name.length > LIST_NAME_MAX ? null : name;
}
