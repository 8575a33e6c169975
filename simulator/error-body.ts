/** Twilio's refusals: the code, its words, and the body in which they come. */

/** `status` is the HTTP status, `code` Twilio's own. */
export type Refused = { status: number; code: number; message: string };

const WORDS = {
  20001: "The request has a parameter that cannot be used here",
  20003: "Authenticate",
  20004: "Method not allowed",
  20404: "The requested resource was not found",
  20429: "Too Many Requests",
  20500: "An internal server error has occurred",
  20503: "Service unavailable",
  21211: "The 'To' address is not a valid phone number or channel address",
  21212: "The 'From' address is not a valid phone number or channel address",
  21603: "A 'From' address or a Messaging Service is required",
  21604: "A 'To' address is required",
  21609: "The 'StatusCallback' URL is not a valid URL",
  21610: "The message cannot be sent to an unsubscribed recipient",
  21611: "This 'From' address has exceeded the maximum number of queued messages",
  21617: "The message body exceeds 1600 characters",
  21619: "A text message body, media urls or a content SID must be specified",
  21624: "The 'ValidityPeriod' must be a whole number of seconds from 1 to 36000",
  21654: "A 'ContentSid' is required where 'ContentVariables' are given",
  21655: "The 'ContentSid' is invalid",
  21656: "The 'ContentVariables' parameter is invalid",
  21701: "The Messaging Service does not exist",
  21910: "'From' and 'To' must be addresses of the same channel",
  30001: "Queue overflow",
  30036: "Validity period expired",
  63003: "Channel could not find To address",
  63007: "Twilio could not find a Channel with the specified From address",
  63015: "Channel Sandbox can only send messages to phone numbers that have joined the Sandbox",
  63016: "Failed to send freeform message because it is outside the allowed window",
  63018: "Rate limit exceeded for Channel",
  63024: "Invalid message recipient",
  63027: "Template does not exist for a language and locale",
  63031: "Channels message cannot have same From and To",
  63033: "Recipient opted out of marketing messages",
  63041: "Template paused",
  63042: "Template disabled",
  63049: "Meta chose not to deliver this marketing message",
  63050: "Recipient has stopped marketing messages from this business",
} as const;

export type KnownCode = keyof typeof WORDS;

const STATUS: Partial<Record<KnownCode, number>> = { 20003: 401, 20004: 405, 20404: 404, 20429: 429, 20500: 500, 20503: 503, 21611: 429, 63018: 429 };
const BAD_REQUEST = 400;

/** The refusal of a known code, with its usual HTTP status. */
export function refusedWith(code: KnownCode): Refused {
  return { status: STATUS[code] ?? BAD_REQUEST, code, message: WORDS[code] };
}

const WORDS_BY_CODE = new Map<number, string>(Object.entries(WORDS).map(([code, words]) => [Number(code), words]));

/** What Twilio says of a code in `error_message`, or a sentence that fits every code. */
export function wordsFor(code: number): string {
  return WORDS_BY_CODE.get(code) ?? "The request was refused";
}

export function errorBody({ status, code, message }: Refused): string {
  return JSON.stringify({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
}
