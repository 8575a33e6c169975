/** The shapes of the names that appear in addresses: anything else cannot name a row and is not worth a query. */

const SLUG = /^[a-z0-9][a-z0-9-]{0,39}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** First parts of addresses that are no account's. */
const TAKEN = new Set(["api", "gallery", "help", "invitation", "sign-in"]);

/** Whether a text can be the slug of an account. */
export function isSlug(text: string): boolean {
  return SLUG.test(text) && !TAKEN.has(text);
}

/** Whether a text can be the id of a row that is named by a UUID. */
export function isUuid(text: unknown): text is string {
  return typeof text === "string" && UUID.test(text);
}
