/** When to look again, and whether anybody answers. */
const PROBE_TIMEOUT_MS = 5_000;
const WAIT_MAX_MS = 30_000;

/** Twice as long after every failure, up to half a minute. */
export function waitBefore(failures: number, everyMs: number): number {
  return Math.min(WAIT_MAX_MS, everyMs * 2 ** Math.min(failures, 10));
}

/** Who of those that want the page anew, each after so many milliseconds, asks for all of them: the most impatient, and of equals the first. Null when nobody wants it. */
export function mostImpatient(wishes: ReadonlyMap<string, number>): string | null {
  let [first, least]: [string | null, number] = [null, Infinity];
  for (const [who, everyMs] of wishes) if (everyMs < least) [first, least] = [who, everyMs];
  return first;
}

/** Asks for a file that costs nothing. A refresh that fails would throw the page away, so nobody refreshes without an answer to this. */
export async function probeConnection(): Promise<boolean> {
  try {
    const answer = await fetch("/beat.txt", { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    return answer.status < 500;
  } catch {
    return false;
  }
}
