/** Starting the chores while the database comes and goes: what fails is tried again, and the log says so. */
import { setTimeout as delay } from "node:timers/promises";
import { isLasting } from "#lib/db/find-database-problem.ts";
import type { Say } from "#lib/db/react-to-events.ts";
import { nameOf } from "#lib/domain/name-of.ts";

export type Jobs = { stop(): Promise<void> };

const WAIT_FIRST_MS = 1_000;
const WAIT_MAX_MS = 10_000;
/** A start that takes longer hangs on a line that is dead, in milliseconds. */
const TRY_MAX_MS = 60_000;
/** After this it is no restart of a database: the process ends, and whoever watches over it learns of it, in milliseconds. */
const FOR_MS = 10 * 60_000;

/** Tries until it succeeds. Null when `until` is aborted before that; throws at once what no waiting helps against, and what it met last when it has been tried for too long. */
export async function startPatiently(start: () => Promise<Jobs>, { until, say }: { until: AbortSignal; say: Say }): Promise<Jobs | null> {
  const endMs = performance.now() + FOR_MS;
  for (let waitMs = WAIT_FIRST_MS; !until.aborted; waitMs = Math.min(WAIT_MAX_MS, waitMs * 2)) {
    try {
      return await inTime(start(), until);
    } catch (error) {
      if (until.aborted) break;
      if (isLasting(error) || performance.now() + waitMs > endMs) throw error;
      say("chores not started", { error: nameOf(error), againInMs: waitMs });
      await delay(waitMs, undefined, { signal: until }).catch(() => undefined);
    }
  }
  return null;
}

/** One that comes too late is stopped when it comes: nobody has it any more. */
async function inTime(starting: Promise<Jobs>, until: AbortSignal): Promise<Jobs> {
  const ended = new AbortController();
  const tooLate = delay(TRY_MAX_MS, undefined, { signal: AbortSignal.any([until, ended.signal]) }).then(() => {
    throw new Error("the database does not answer");
  });
  try {
    return await Promise.race([starting, tooLate]);
  } catch (error) {
    starting.then((jobs) => jobs.stop()).catch(() => undefined);
    throw error;
  } finally {
    ended.abort();
    tooLate.catch(() => undefined);
  }
}
