/** Twilio's refusals: the code, its words, and the body in which they come. */

/** `status` is the HTTP status, `code` Twilio's own. */
export type Refused = { status: number; code: number; message: string };

const WORDS = {
  20001: "The request has a parameter that cannot be used here",
  20002: "A FriendlyName is required",
  20003: "Authenticate",
  20004: "Method not allowed",
  20009: "The resource cannot be deleted before its processing has come to an end",
  20422: "Invalid parameter",
  20404: "The requested resource was not found",
  20429: "Too Many Requests",
  20500: "An internal server error has occurred",
  20503: "Service unavailable",
  21211: "The 'To' address is not a valid phone number or channel address",
  21212: "The 'From' address is not a valid phone number or channel address",
  21603: "A 'From' address or a Messaging Service is required",
  21604: "A 'To' address is required",
  21606: "The 'From' number cannot send messages to this destination",
  21609: "The 'StatusCallback' URL is not a valid URL",
  21610: "The message cannot be sent to an unsubscribed recipient",
  21611: "This 'From' address has exceeded the maximum number of queued messages",
  21617: "The message body exceeds 1600 characters",
  21619: "A text message body, media urls or a content SID must be specified",
  21620: "A media URL is invalid",
  21623: "More than ten media URLs were given",
  21624: "The 'ValidityPeriod' must be a whole number of seconds from 1 to 36000",
  21654: "A 'ContentSid' is required where 'ContentVariables' are given",
  21655: "The 'ContentSid' is invalid",
  21656: "The 'ContentVariables' parameter is invalid",
  21659: "The 'From' number is not a Twilio phone number",
  21701: "The Messaging Service does not exist",
  21703: "The Messaging Service has no sender for this recipient",
  21705: "The Messaging Service SID is invalid",
  21710: "The sender is already in this Messaging Service",
  21712: "The sender is in another Messaging Service",
  21714: "The Messaging Service holds as many senders as it may",
  21910: "'From' and 'To' must be addresses of the same channel",
  30001: "Queue overflow",
  30400: "An update takes either an empty 'Body' or the 'Status' canceled",
  30409: "The message is not scheduled and cannot be canceled",
  30036: "Validity period expired",
  35111: "The 'SendAt' parameter is required where a message is scheduled",
  35114: "'SendAt' must lie between 900 seconds and 35 days ahead",
  35115: "'SendAt' is not a time in ISO 8601",
  35118: "A Messaging Service is required where a message is scheduled",
  35126: "The 'ScheduleType' is not supported",
  35127: "'Body' and 'ContentVariables' exclude each other",
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
  63100: "The sender is not valid",
  63102: "The account is linked to another WhatsApp Business Account",
  63107: "The sender's number is not in E.164 format",
  63110: "The number is registered with WhatsApp already",
  92001: "Content types are required",
  92002: "The content has more than 100 variables",
  92003: "A language is required",
  92004: "The language code is invalid",
  92008: "The content type is not supported",
  92009: "The template has already been submitted",
} as const;

export type KnownCode = keyof typeof WORDS;

const STATUS: Partial<Record<KnownCode, number>> = { 20003: 401, 20004: 405, 20009: 409, 20404: 404, 20422: 422, 20429: 429, 21710: 409, 20500: 500, 20503: 503, 21611: 429, 30409: 409, 63018: 429 };
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
