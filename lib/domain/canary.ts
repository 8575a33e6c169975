/** The canary: the first messages of each sender go out before the others, and what becomes of them decides whether the others go. */

/** Suggested for campaigns with so many people and more, and how many messages of each sender it suggests. */
export const CANARY_SUGGESTED_FROM = 1_000;
export const CANARY_SUGGESTED = 25;
/** REASON: more are no canary any more, but the campaign itself. */
export const CANARY_SIZE_MAX = 500;

/** A larger share of the first messages that failed holds the campaign. REASON: usual lists lose a few in a hundred to numbers without WhatsApp. */
export const CANARY_FAILED_SHARE_MAX = 0.2;
/** So large a share has to be reported on before the others go. */
export const CANARY_REPORTED_SHARE = 0.9;
/** And so large a share has to have arrived: the others may be with phones that are off. */
export const CANARY_ARRIVED_SHARE = 0.5;
/** Without enough reports for so long after the last of them left, the campaign is held; and for so long is one waited for that does not leave, in milliseconds. */
export const CANARY_WAIT_MS = 10 * 60_000;

export const CANARY_STATES = ["waiting", "passed", "held", "waived"] as const;
export type CanaryState = (typeof CANARY_STATES)[number];

export type CanaryCounts = {
  /** Those of them that count: who was left out, cancelled or expired since does not, and what stands apart neither. */
  size: number;
  /** Cannot leave now, because their sender is out or rests, or their time has not come. Nobody else waits for them. */
  apart: number;
  /** Not sent yet, or soon to be sent again. */
  waiting: number;
  /** Handed to WhatsApp, and no more is known. */
  sent: number;
  /** Delivered or read. */
  arrived: number;
  /** Rejected at once, or failed afterwards; and whether they are tried once more later does not matter. */
  failed: number;
  /** Senders whose first messages have left, so that their others could go. */
  ready: number;
};

export type CanaryVerdict = "wait" | "go" | "failed" | "silent";

/** Whether the others of those senders go that are ready. `sinceLastMs`: since the last of them left, or null when none did. */
export function canaryVerdict({ size, apart, waiting, sent, arrived, failed, ready }: CanaryCounts, sinceLastMs: number | null): CanaryVerdict {
  if (failed > CANARY_FAILED_SHARE_MAX * (size + apart)) return "failed";
  if (ready === 0) return "wait";
  const waitedLong = sinceLastMs !== null && sinceLastMs > CANARY_WAIT_MS;
  if (waiting > 0 && !waitedLong) return "wait";
  const left = size - waiting;
  if (left === 0) return waiting === 0 ? "go" : "wait";
  if (failed > CANARY_FAILED_SHARE_MAX * left) return "failed";
  if (sent + arrived + failed >= CANARY_REPORTED_SHARE * left && arrived >= CANARY_ARRIVED_SHARE * left) return "go";
  return waitedLong ? "silent" : "wait";
}
