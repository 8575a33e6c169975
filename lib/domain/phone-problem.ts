/** The closed set of reasons why a written number cannot be written to. */

/** Why a written number is not taken, each with the sentence that says so. */
export const PHONE_PROBLEMS = {
  empty: "The number is missing.",
  "no-digits": "There is no number in the cell.",
  scientific: "A spreadsheet turned the number into scientific notation and its last digits are lost. Format the column as text and export it again.",
  words: "There are words beside the number. Leave only the number in the cell.",
  several: "There is more than one number in the cell. Leave one.",
  extension: "The number has an extension, which WhatsApp cannot reach. Leave it out, or use a direct number.",
  "short-code": "This is a short code or an internal extension. WhatsApp reaches only full numbers.",
  "too-short": "The number has too few digits for its country.",
  "too-long": "The number has too many digits for its country.",
  "no-country": "The number has no country code, and no country is known for it. Choose a default country, or write the number with + and the country code.",
  "unknown-country": "The number has no country code, and the country beside it is not one that is known. Write the country as a two-letter code, or the number with + and the country code.",
  "unknown-country-code": "No country has this country code.",
  "not-assigned": "No number like this is in use in its country.",
  "service-number": "This is a premium-rate or service number, which cannot have WhatsApp.",
} as const satisfies Record<string, string>;

export type PhoneProblem = keyof typeof PHONE_PROBLEMS;
