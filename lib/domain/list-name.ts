/** What a list of contacts may be called. */

/** In characters. */
export const LIST_NAME_MAX = 80;

/** The name without what the eye does not see, or null when nothing is left or it is too long. */
export function listNameFrom(written: string): string | null {
  const name = written.replace(/[\p{Cc}\p{Cf}]/gu, " ").replace(/\s+/g, " ").trim();
  return name === "" || name.length > LIST_NAME_MAX ? null : name;
}
