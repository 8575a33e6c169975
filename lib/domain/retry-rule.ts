/** Whether a message that Twilio took and then, finally, reported as failed goes again: when, and how often at most. */
import { CHANNEL_RATE_LIMIT } from "./channel-limit.ts";
import { MARKETING_NOT_DELIVERED, reactionTo, RETRY_LATER, SLOW_DOWN, type Refusal } from "./reaction.ts";
import { retryWaitMs } from "./retry-wait.ts";

/** Why it goes again, and with that how often at most. */
export type RetryClass =
  /** Meta spares the person more marketing for now. */
  | "marketing-cap"
  /** A limit of the sender, of the portfolio or of the pair was reached: not the message's fault. */
  | "limit"
  /** It was night where the person is. */
  | "quiet-hours"
  /** Something broke at Twilio, at Meta or on the phone. */
  | "trouble";

/** Retries of one message for each class, besides its first try. */
export const RETRIES_MAX: Readonly<Record<RetryClass, number>> = { "marketing-cap": 2, limit: 12, "quiet-hours": 6, trouble: 1 };
/** How long after the end of the campaign's life those whom Meta's marketing limit kept it from are still tried, in hours: room for every wave at its latest. */
export const MARKETING_RETRY_HOURS = 72;
/** How long a message waits that failed for the pace, in milliseconds; the sender rests meanwhile. */
const PACE_WAIT_MS = 60_000;

const DAILY_CAP = 63038;
const QUIET_HOURS = [30610, 30615];
/** Speaks of requests only, never of a message that was taken. */
const TOO_MANY_REQUESTS = 20429;

const LIMITS = [...SLOW_DOWN.filter((code) => code !== TOO_MANY_REQUESTS), CHANNEL_RATE_LIMIT, DAILY_CAP];
/** Codes of failed messages that may go again. */
export const RETRYABLE_CODES: number[] = [...new Set([...LIMITS, ...Object.keys(RETRY_LATER).map(Number), MARKETING_NOT_DELIVERED])];

/** The class of a code; null for what never goes again. */
export function retryClassOf(code: number): RetryClass | null {
  if (!RETRYABLE_CODES.includes(code)) return null;
  if (code === MARKETING_NOT_DELIVERED) return "marketing-cap";
  if (LIMITS.includes(code)) return "limit";
  return QUIET_HOURS.includes(code) ? "quiet-hours" : "trouble";
}

export type Failure = Refusal & {
  /** With which codes this message failed before, once for each attempt. */
  earlierCodes: number[];
  /** From 0 to 1: where in the spread of waits it stands. */
  place: number;
};

export type Retry = { retryClass: RetryClass; waitMs: number };

/** When the message goes again, or null for never. Whether its campaign still allows that is asked elsewhere. */
export function retryOf({ earlierCodes, place, ...refusal }: Failure): Retry | null {
  const retryClass = refusal.code === null ? null : retryClassOf(refusal.code);
  if (retryClass === null) return null;
  const before = earlierCodes.filter((code) => retryClassOf(code) === retryClass).length;
  if (before >= RETRIES_MAX[retryClass]) return null;
  const reaction = reactionTo(refusal);
  if (reaction.kind === "slow-down") return { retryClass, waitMs: retryWaitMs(PACE_WAIT_MS, 1, place) };
  return reaction.kind === "retry-later" ? { retryClass, waitMs: retryWaitMs(reaction.waitMs, 1, place) } : null;
}

/** Why a message goes again, for people. */
export const RETRY_REASON: Readonly<Record<RetryClass, string>> = {
  "marketing-cap": "Meta spared them more marketing for now. They are tried again after a day, while the campaign lasts.",
  limit: "A limit of Twilio or Meta was reached. They are tried again when there may be room.",
  "quiet-hours": "It was too late in their day. They are tried again in some hours.",
  trouble: "Something broke at Twilio, at Meta or on the phone. They are tried once more.",
};
