/** The wish to end: from Ctrl-C, from a signal, or because the process that started this one is gone. */

const controller = new AbortController();

/** Aborted once somebody wants this process to end. Only a process that heeds signals ever sees it. */
export const stopping: AbortSignal = controller.signal;

/** From here on a signal no longer ends this process at once: it has things to end in order. */
export function heedSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => controller.abort());
}

/** Resolves when somebody wants this process to end. */
export function untilStopping(): Promise<void> {
  return new Promise((resolve) => {
    if (stopping.aborted) resolve();
    stopping.addEventListener("abort", () => resolve(), { once: true });
  });
}
