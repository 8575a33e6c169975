/** How long a message that was certainly not taken waits before it may go again. */

/** However often it was tried, in milliseconds: what comes back is used within a minute. */
const WAIT_MAX_MS = 30_000;
/** The wait doubles so often at most: far beyond the longest wait, and short of what a number can hold. */
const DOUBLINGS_MAX = 20;
/** Waits differ by up to this share either way, so that what was refused together does not come back together. */
const SPREAD = 0.25;

/**
 * `tries` counts from 1; `place` from 0 to 1 is where in the spread this message stands. A first wait that is longer than the
 * longest is a limit of hours or a day: it is waited out in full, and does not grow.
 */
export function retryWaitMs(firstMs: number, tries: number, place: number): number {
  if (firstMs > WAIT_MAX_MS) return Math.round(firstMs * (1 + SPREAD * place));
  const doubled = firstMs * 2 ** Math.min(DOUBLINGS_MAX, tries - 1);
  return Math.round(Math.min(WAIT_MAX_MS, doubled) * (1 - SPREAD + 2 * SPREAD * place));
}
