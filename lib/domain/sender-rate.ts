/** How fast a sender may be set to send, in messages per second (MPS). */
import type { AccountKind } from "./states.ts";

/** What every WhatsApp sender is given. */
export const DEFAULT_MPS = 80;
/** Media never goes faster, whatever a sender is granted for text (Twilio, WhatsApp best practices). */
export const MEDIA_MPS_MAX = 80;
/** What Twilio can grant for text-only messages, on request. */
export const TEXT_MPS_MAX = 400;
/** The sandbox takes one message in three seconds. */
export const SANDBOX_MPS_MAX = 1 / 3;

/** More than an account's requests are good for, all senders together, in messages per second. */
const ACCOUNT_MPS_MAX = 2_000;
/** What is left free of it, for everything else that asks Twilio. */
const ACCOUNT_MPS_USED = 0.95;
/** What the senders of one account may be set to, all together. */
export const ACCOUNT_SENDERS_MPS_MAX = ACCOUNT_MPS_MAX * ACCOUNT_MPS_USED;

/** What is left for one sender when the others of its account are set to so much in all. */
export function rateLeftBeside(othersMps: number): number {
  return Math.max(0, ACCOUNT_SENDERS_MPS_MAX - othersMps);
}

/** The rate of a sender that nobody has set yet. */
export function startingRate(kind: AccountKind): number {
  return kind === "sandbox" ? SANDBOX_MPS_MAX : DEFAULT_MPS;
}

export type RateRefusal = "not-a-rate" | "above-text-limit" | "above-sandbox-limit";

/** Why a sender of this kind of account cannot be set to this rate, or null when it can. */
export function rateRefusal(kind: AccountKind, mps: number): RateRefusal | null {
  if (!Number.isFinite(mps) || mps <= 0) return "not-a-rate";
  if (kind === "sandbox" && mps > SANDBOX_MPS_MAX) return "above-sandbox-limit";
  if (mps > TEXT_MPS_MAX) return "above-text-limit";
  return null;
}

/** The rate as people say it: `80 per second`, `1 per 3 s`. */
export function rateInWords(mps: number): string {
  if (mps >= 1) return `${trimmed(mps)} per second`;
  return `1 per ${trimmed(1 / mps)} s`;
}

/** The rate as it stands in a field. Rounded down, so that what is shown is never above what is allowed. */
export function rateShown(mps: number): string {
  return (Math.floor(mps * 100) / 100).toString();
}

/** Messages per second with at most one decimal. */
function trimmed(value: number): string {
  return Number(value.toFixed(1)).toString();
}
