/** What of a number may be shown to those who do not write to people. */

const SHOWN_BEFORE = 4;
const SHOWN_AFTER = 2;

/** Keeps the first four characters and the last two: “+491•••••••34”. Shorter ones keep nothing. */
export function maskPhone(phone: string): string {
  const hidden = phone.length - SHOWN_BEFORE - SHOWN_AFTER;
  return hidden <= 0 ? "•".repeat(phone.length) : phone.slice(0, SHOWN_BEFORE) + "•".repeat(hidden) + phone.slice(-SHOWN_AFTER);
}
