/** One line per step, visible while it works. */
import { stopping } from "./stopping.ts";

const DOT_EVERY_MS = 5_000;

/** Prints what is being done, and how long it took once it is. Does not begin when somebody wants the process to end. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  stopping.throwIfAborted();
  process.stdout.write(`${title} …`);
  const startedMs = performance.now();
  const dots = setInterval(() => process.stdout.write("."), DOT_EVERY_MS);
  try {
    const result = await work();
    process.stdout.write(` done in ${elapsed(startedMs)}\n`);
    return result;
  } catch (error) {
    process.stdout.write(" stopped\n");
    throw error;
  } finally {
    clearInterval(dots);
  }
}

/** Since a reading of `performance.now()`: "0.4 s", "37 s". */
export function elapsed(sinceMs: number): string {
  const seconds = (performance.now() - sinceMs) / 1000;
  return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
}
