/**
 * How many requests of one account may be under way at once. Twilio limits that number and does not publish it; what is over
 * it is answered 429 (20429) and never taken (Twilio, error dictionary 20429). So it is learnt: it rises by so much a second
 * while answers come, and falls to a share at a refusal: a large one where nothing like that was taken lately, or much is
 * refused; a small one just past what is being taken; none while as many are being taken, for then it was not for want of room.
 */

export type Concurrency = {
  /** Requests that may be under way; only whole ones count. */
  limit: number;
  /** When it last fell, in milliseconds of a clock that never jumps. What departed before is of the same round trip. */
  fellAtMs: number;
  /** Up to when answers have raised it, on the same clock. */
  raisedAtMs: number;
  /** How many were under way when one was last refused; null when none was, or when as many were taken since. */
  refusedAt: number | null;
  /** The most that were under way with one that was taken lately, and when that was. */
  takenAt: number;
  takenAtMs: number;
  /** Share of the latest answers that were refusals, from 0 to 1. */
  refusedShare: number;
};

/** One answer, as far as it speaks of room. */
export type RoomAnswer = {
  isRefused: boolean;
  /** When its request departed and when it was answered, in milliseconds of a clock that never jumps. */
  departedAtMs: number;
  answeredAtMs: number;
  /** Requests of this account that this process had under way when this one joined them, itself included. */
  inFlight: number;
  /** What Twilio counts for the whole account (`Twilio-Concurrent-Requests`), all processes together; null when it said nothing. */
  reported: number | null;
};

export const CONCURRENCY_MIN = 1;
/** One sender's 400 messages a second, each answered after 2.5 s. */
export const CONCURRENCY_MAX = 1_000;
/** Before anything is known. */
const FIRST = 250;
/** What a refusal leaves: of what was under way with it, when nothing like that was taken lately; of the limit, when that was just passed. */
const FALL_TO = 0.7;
const STEP_BACK_TO = 0.98;
/** A refusal is just past the edge when at least this share of what was under way with it was taken lately. */
const EDGE = 0.7;
/** Requests gained in a second of answers: from one to the most in 40 s, whatever a round trip takes. */
const RISE_PER_SECOND = 25;
/** The longest time that one answer can prove, in milliseconds: that of a slow round trip. */
const PROVES_MAX_MS = 3_000;
/** While a refusal is remembered, this share of what was refused is not exceeded. */
const CLOSE_TO_REFUSED = 0.9;
/** For how long, in milliseconds: the account may have been given more room, or another process may have ended. */
const REMEMBERED_MS = 5_000;
/** What was taken longer ago than this says nothing of the room there is now, in milliseconds. */
const LATELY_MS = 1_000;
/** When so much is refused, what is taken is only what the refused left. */
const REFUSED_SHARE_MAX = 0.3;
/** How much one answer counts in that share. */
const ANSWER_WEIGHT = 0.03;

export function firstConcurrency(): Concurrency {
  return { limit: FIRST, fellAtMs: -Infinity, raisedAtMs: -Infinity, refusedAt: null, takenAt: 0, takenAtMs: -Infinity, refusedShare: 0 };
}

/** Whole requests that may be under way. */
export function roomOf({ limit }: Concurrency): number {
  return Math.floor(limit);
}

/** What an answer teaches. */
export function concurrencyAfter(known: Concurrency, answer: RoomAnswer): Concurrency {
  const refusedShare = known.refusedShare + ANSWER_WEIGHT * (Number(answer.isRefused) - known.refusedShare);
  if (answer.isRefused) return fallen({ ...known, refusedShare }, answer);
  const isMost = answer.inFlight >= known.takenAt || answer.answeredAtMs - known.takenAtMs > LATELY_MS;
  const taken = isMost ? { takenAt: answer.inFlight, takenAtMs: answer.answeredAtMs } : {};
  return raised({ ...known, refusedShare, ...taken }, answer);
}

/** At most once in a round trip: what had departed before the last fall says nothing about the room after it. */
function fallen(known: Concurrency, { departedAtMs, answeredAtMs, inFlight, reported }: RoomAnswer): Concurrency {
  if (departedAtMs < known.fellAtMs) return known;
  const isTrusted = known.refusedShare < REFUSED_SHARE_MAX && answeredAtMs - known.takenAtMs <= LATELY_MS;
  const takenLately = isTrusted ? known.takenAt : 0;
  // As many are being taken: this one was refused for something else than room.
  if (takenLately >= inFlight) return known;
  // What was allowed and not used was never tried; a real fall is one of what was under way.
  const left = takenLately >= inFlight * EDGE ? known.limit * STEP_BACK_TO : Math.min(known.limit, inFlight) * FALL_TO;
  return { ...known, limit: Math.max(CONCURRENCY_MIN, left), fellAtMs: answeredAtMs, raisedAtMs: answeredAtMs, refusedAt: loadOf(inFlight, reported) };
}

/** Only where the room was used, and only for the time in which it was. */
function raised(known: Concurrency, { departedAtMs, answeredAtMs, inFlight, reported }: RoomAnswer): Concurrency {
  const isUsed = inFlight >= roomOf(known) / 2;
  if (!isUsed || departedAtMs < known.fellAtMs) return known;
  const load = loadOf(inFlight, reported);
  const refusedAt = known.refusedAt !== null && load < known.refusedAt ? known.refusedAt : null;
  const raisedAtMs = Math.max(known.raisedAtMs, answeredAtMs);
  const most = mostFor({ ...known, refusedAt }, answeredAtMs);
  if (load >= most) return { ...known, refusedAt, raisedAtMs };
  const provenMs = Math.min(PROVES_MAX_MS, Math.max(0, answeredAtMs - Math.max(known.raisedAtMs, departedAtMs)));
  const limit = Math.max(known.limit, Math.min(most, known.limit + (RISE_PER_SECOND * provenMs) / 1000));
  return { ...known, limit, refusedAt, raisedAtMs };
}

/** What is known to have been refused is not tried again at once. */
function mostFor({ fellAtMs, refusedAt }: Concurrency, nowMs: number): number {
  if (refusedAt === null || nowMs - fellAtMs >= REMEMBERED_MS) return CONCURRENCY_MAX;
  return Math.min(CONCURRENCY_MAX, Math.floor(refusedAt * CLOSE_TO_REFUSED));
}

/** Other processes send for the same account; Twilio counts theirs too. */
function loadOf(inFlight: number, reported: number | null): number {
  return Math.max(inFlight, reported ?? 0);
}
