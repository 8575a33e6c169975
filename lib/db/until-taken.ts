/** Tries a write again while the database is only busy or away for a moment. */
import { isRefusedData } from "./violations.ts";

const WAIT_FIRST_MS = 50;
const WAIT_MAX_MS = 1_600;

/** Does `write` until it succeeds, for at most `forMs` milliseconds, then throws what it threw last. What the database refuses for its content is not tried again. */
export async function untilTaken<T>(forMs: number, write: () => Promise<T>): Promise<T> {
  const endMs = performance.now() + forMs;
  for (let waitMs = WAIT_FIRST_MS; ; waitMs = Math.min(WAIT_MAX_MS, waitMs * 2)) {
    try {
      return await write();
    } catch (error) {
      if (isRefusedData(error) || performance.now() + waitMs > endMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}
