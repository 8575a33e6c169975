/** When a sender rests by itself, for how long, and how it begins again: a limit that is full costs one try per wait, not one per message. */
import { CHANNEL_RATE_LIMIT, channelLimitOf, type LimitContext } from "./channel-limit.ts";

export type RestKind =
  /** More per second than is taken. */
  | "pace"
  /** Twilio's own queue for the sender is full. */
  | "queue-full"
  /** Twilio takes no more from the account today. */
  | "daily-cap"
  /** The portfolio has written to as many people as it may in a day. */
  | "portfolio";

/** Whom a limit concerns besides the sender that met it: senders of the same WhatsApp Business Account, where it is known, share its portfolio. */
export type RestScope = "sender" | "business-account" | "account";

type RestRule = { scope: RestScope; firstMs: number; maxMs: number; reason: string };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const RESTS: Readonly<Record<RestKind, RestRule>> = {
  pace: { scope: "sender", firstMs: 5_000, maxMs: 5 * MINUTE_MS, reason: "WhatsApp says that messages come faster than it takes them from this sender." },
  "queue-full": { scope: "sender", firstMs: MINUTE_MS, maxMs: 15 * MINUTE_MS, reason: "Twilio’s own queue for this sender is full." },
  "daily-cap": { scope: "account", firstMs: 15 * MINUTE_MS, maxMs: 4 * HOUR_MS, reason: "Twilio takes no more messages from this account today." },
  portfolio: { scope: "business-account", firstMs: 30 * MINUTE_MS, maxMs: 4 * HOUR_MS, reason: "Its Meta portfolio has written to as many people as it may in 24 hours." },
};

/** How long one message is given to meet the limit again, before the whole rate follows it, in milliseconds. */
export const PROBE_WAIT_MS = 10_000;
export const PROBE_REASON = "One message was tried after a rest. Without bad news of it the others follow.";

const KIND_BY_CODE: ReadonlyMap<number, RestKind> = new Map([
  [63017, "pace"],
  [30017, "pace"],
  [21611, "queue-full"],
  [30001, "queue-full"],
  [63038, "daily-cap"],
]);

/** The rest that a refusal or a failure brings about, or null. Too many requests at once (20429) are answered by fewer at once, and a pair that wrote too often concerns nobody else. */
export function restFor({ code, ...context }: LimitContext & { code: number | null }): RestKind | null {
  if (code === null) return null;
  if (code !== CHANNEL_RATE_LIMIT) return KIND_BY_CODE.get(code) ?? null;
  const limit = channelLimitOf(context);
  return limit === "pair" ? null : limit;
}

/** The rests of a sender so far. Times in ms since 1970. */
export type RestState = { pausedUntilMs: number | null; restedAtMs: number | null; rests: number };
/** Bad news of a message that departed then. */
export type RestCause = { kind: RestKind; departedAtMs: number };

/** What was claimed before a rest may depart so much after its beginning, in milliseconds: the horizon of claims and the lateness guard, and as much again. */
export const STRAGGLE_MS = 1_000;
/** Rests count as in a row until this long without one, in milliseconds, or as long as the last one was. */
const QUIET_MS = 10 * MINUTE_MS;
/** Doubles so often at most: far beyond the longest rest, and short of what a number can hold. */
const DOUBLINGS_MAX = 20;

/** How long the so-manieth rest in a row lasts, counted from 1. */
export function restMs(kind: RestKind, rests: number): number {
  const { firstMs, maxMs } = RESTS[kind];
  return Math.min(maxMs, firstMs * 2 ** Math.min(DOUBLINGS_MAX, rests - 1));
}

/**
 * The state after bad news, or null when it changes nothing. What departed before the rest began tells of the time before
 * it: it may make the rest as long as its own kind begins with, and never makes it grow. `begins`: a rest of its own.
 */
export function restAfter(state: RestState, { kind, departedAtMs }: RestCause, nowMs: number): (RestState & { begins: boolean }) | null {
  const { pausedUntilMs, restedAtMs, rests } = state;
  if (restedAtMs !== null && departedAtMs <= restedAtMs + STRAGGLE_MS) {
    const untilMs = restedAtMs + restMs(kind, 1);
    return pausedUntilMs !== null && pausedUntilMs > nowMs && untilMs > pausedUntilMs ? { ...state, pausedUntilMs: untilMs, begins: false } : null;
  }
  const inRow = pausedUntilMs !== null && nowMs - pausedUntilMs <= Math.max(QUIET_MS, restMs(kind, Math.max(1, rests))) ? rests + 1 : 1;
  return { pausedUntilMs: Math.max(pausedUntilMs ?? -Infinity, nowMs + restMs(kind, inRow)), restedAtMs: nowMs, rests: inRow, begins: true };
}
