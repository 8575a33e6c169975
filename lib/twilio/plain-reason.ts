/** Twilio's words for a refusal, fit to be kept and shown: no number of a person, nothing that opens an account, no more than a few lines. */

/** Longest that is kept, in characters. */
const REASON_MAX = 300;
/** What names an account or a key: 34 characters, of which the first two say what (Twilio, "What is a SID"). */
const CREDENTIAL_SIDS = /\b(AC|SK)[0-9a-fA-F]{32}\b/g;
/** Seven digits or more, however they are grouped, also within an address (`%2B…`). Ids of other things have letters around their digits. */
const PHONE_NUMBERS = /(?<=^|[^0-9A-Za-z]|%[0-9A-Fa-f]{2})(?:\+|%2B)?[0-9](?:[ ().-]{0,2}[0-9]){6,}(?![0-9A-Za-z])/gi;
// PostgreSQL keeps no zero character, and the others disturb whoever reads.
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]+/g;

/** A sentence about the refusal; where Twilio said nothing readable, the status. */
export function plainReason(words: unknown, status: number): string {
  const text = typeof words === "string" ? words.slice(0, 2 * REASON_MAX).replace(CONTROLS, " ").replace(CREDENTIAL_SIDS, "$1…").replace(PHONE_NUMBERS, "…").trim() : "";
  if (text === "") return `Twilio answered ${status}.`;
  return text.length <= REASON_MAX ? text : `${text.slice(0, REASON_MAX - 1)}…`;
}
