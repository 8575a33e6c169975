/** A question for one thing by its SID, where there may be none. */

const NOT_FOUND = 404;

/** Null when Twilio answers that there is no such thing in this account (HTTP 404, error dictionary 20404). Throws whatever else the SDK throws. */
export async function orNull<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && "status" in error && error.status === NOT_FOUND) return null;
    throw error;
  }
}
