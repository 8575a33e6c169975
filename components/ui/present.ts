/** One clock and one timer for every moment on the page. */

const TICK_MS = 15_000;
/** Older than this, the present that is shown says “in a moment” of what has just happened. */
const FRESH_MS = 1_000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let presentMs = 0;

/** The present as everybody on the page shows it, in milliseconds since 1970. */
export const readPresent = (): number => (presentMs ||= Date.now());

/** Tells of every tick. Whoever comes anew may show what happened since the last one. */
export function subscribePresent(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, TICK_MS);
  freshenPresent();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Moves the present on where it is old. */
export function freshenPresent(): void {
  if (Math.abs(Date.now() - presentMs) > FRESH_MS) tick();
}

function tick(): void {
  presentMs = Date.now();
  for (const listener of listeners) listener();
}
