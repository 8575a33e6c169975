/** What of a number may be shown to those who do not write to people. */

const SHOWN_BEFORE = 4;
const SHOWN_AFTER = 2;

/** Keeps the first four characters and the last two: “+491•••••••34”. Shorter ones keep nothing. */
export function maskPhone(phone: string): string {
  const hidden = phone.length - SHOWN_BEFORE - SHOWN_AFTER;
  return hidden <= 0 ? "•".repeat(phone.length) : phone.slice(0, SHOWN_BEFORE) + "•".repeat(hidden) + phone.slice(-SHOWN_AFTER);
}

/** Seven digits or more, as people group them. A code of Twilio has five. */
const NUMBER_IN_TEXT = /\+?\d(?:[ ().-]{0,2}\d){6,}/g;

/** Masks every number in a sentence that somebody else wrote, such as the text of an error. */
export function maskPhonesIn(text: string): string {
  return text.replace(NUMBER_IN_TEXT, maskPhone);
}
