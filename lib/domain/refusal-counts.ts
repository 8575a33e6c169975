/** How many webhooks were refused, and why: for us alone, since whoever asks is told none of it. */

/** The last three were genuine and recorded; they changed no message. */
export const REFUSAL_REASONS = [
  "path",
  "content-type",
  "too-large",
  "slow-body",
  "no-signature",
  "bad-signature",
  "unknown-account",
  "parameters",
  "shifted-border",
  "other-account",
  "bad-token",
  "message-sid",
  "status-word",
  "error-code",
  "address",
  "other-message-sid",
  "unknown-attempt",
  "denied-attempt",
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** Counts in the memory of one process. */
export class RefusalCounts {
  readonly #counts = new Map<RefusalReason, number>();

  add(reason: RefusalReason, count = 1): void {
    if (count > 0) this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + count);
  }

  /** What was counted since the beginning or the last `take`. */
  counts(): Partial<Record<RefusalReason, number>> {
    return Object.fromEntries(this.#counts);
  }

  /** The same, and begins anew. */
  take(): Partial<Record<RefusalReason, number>> {
    const taken = this.counts();
    this.#counts.clear();
    return taken;
  }
}
