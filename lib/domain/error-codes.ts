/** The catalogue of Twilio's error codes in our own words: what each means, where it comes from, what to do. */
import catalogue from "./error-codes.json" with { type: "json" };

/** Where a code turns up: in the answer to a request, in a report about a message, or beside them. */
export const ERROR_PHASES = ["request", "request-or-callback", "callback", "webhook", "sender", "template", "event-streams"] as const;
export type ErrorPhase = (typeof ERROR_PHASES)[number];

/**
 * Whether the same thing may succeed later. `no` never · `fix` after something was mended · `backoff` in seconds, as often as
 * needed · `limited` once or twice after a while · `later` when a limit has room again.
 */
export const RETRY_CLASSES = ["no", "fix", "backoff", "limited", "later"] as const;
export type RetryClass = (typeof RETRY_CLASSES)[number];

/** How we know: Twilio's dictionary of February 2025, a page of 2026, or what others report of it. */
export const ERROR_SOURCES = ["dict2025", "docs2026", "secondary"] as const;
export type ErrorSource = (typeof ERROR_SOURCES)[number];

export type ErrorMeaning = {
  code: number;
  name: string;
  /** What happened, one sentence. */
  meaning: string;
  cause: string;
  remedy: string;
  phase: ErrorPhase;
  retry: RetryClass;
  source: ErrorSource;
};

export const ERROR_FAMILIES = ["whatsapp", "delivery", "messages", "templates", "senders", "account", "webhooks"] as const;
/** What a code is about, as its number says it. */
export type ErrorFamily = (typeof ERROR_FAMILIES)[number];

/** Every code, lowest first. */
export const ERROR_CODES: readonly ErrorMeaning[] = catalogue.map((entry) => ({
  ...entry,
  phase: oneOf(ERROR_PHASES, entry.phase),
  retry: oneOf(RETRY_CLASSES, entry.retry),
  source: oneOf(ERROR_SOURCES, entry.source),
}));

const BY_CODE: ReadonlyMap<number, ErrorMeaning> = new Map(ERROR_CODES.map((entry) => [entry.code, entry]));

/** What the catalogue says of a code, or null when it does not know it. */
export function knownError(code: number): ErrorMeaning | null {
  return BY_CODE.get(code) ?? null;
}

/** The same with an answer for every number: Twilio adds codes without notice (OpenAPI, error_code of a message). */
export function errorMeaning(code: number): ErrorMeaning {
  return (
    knownError(code) ?? {
      code,
      name: "A code that is not in this catalogue",
      meaning: "Twilio gave a code that Drumbeat does not know.",
      cause: "Twilio adds codes from time to time. This one is newer than the catalogue, or seldom met on WhatsApp.",
      remedy: "Read what Twilio’s own page says of it. Drumbeat does nothing by itself for a code that it does not know.",
      phase: "callback",
      retry: "fix",
      source: "secondary",
    }
  );
}

/** Twilio's own page of a code. */
export function twilioPageOf(code: number): string {
  return `https://www.twilio.com/docs/api/errors/${code}`;
}

/** First code above a family, in order: Twilio gives codes of one kind numbers of one range. */
const FAMILY_ENDS: readonly [number, ErrorFamily][] = [
  [11_000, "account"],
  [20_000, "webhooks"],
  [21_200, "account"],
  [23_000, "messages"],
  [30_000, "webhooks"],
  [35_000, "delivery"],
  [63_000, "messages"],
  [63_100, "whatsapp"],
  [64_000, "senders"],
  [92_000, "webhooks"],
  [93_000, "templates"],
];

export function familyOf({ code, phase }: Pick<ErrorMeaning, "code" | "phase">): ErrorFamily {
  if (phase === "template") return "templates";
  return FAMILY_ENDS.find(([end]) => code < end)?.[1] ?? "webhooks";
}

/** Whether a code is the one that a typed text means: it begins with it, or every word stands in what is said of it. */
export function isErrorAbout({ code, name, meaning, cause, remedy }: ErrorMeaning, text: string): boolean {
  const said = `${name} ${meaning} ${cause} ${remedy}`.toLowerCase();
  return wordsOf(text).every((word) => String(code).startsWith(word) || said.includes(word));
}

/** Words of a search, in lower case. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/\s+/u).filter(Boolean);
}

const ENDS_WITH_CODE = /^(.*)\((\d{3,6})\)$/s;

/** A sentence that names its code at the end, in brackets, as those about holds do; null for one that does not. */
export function codeAtEnd(text: string): { before: string; code: number } | null {
  const [, before = "", code] = ENDS_WITH_CODE.exec(text) ?? [];
  return code === undefined ? null : { before, code: Number(code) };
}

function oneOf<Word extends string>(words: readonly Word[], word: string): Word {
  const found = words.find((each) => each === word);
  if (found === undefined) throw new Error(`The catalogue of error codes says “${word}”, which is none of ${words.join(", ")}.`);
  return found;
}
