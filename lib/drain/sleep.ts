/** Waits for so many milliseconds, or until the signal; whichever comes first. */
export function sleep(ms: number, until: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (until.aborted) return resolve();
    const wake = () => {
      clearTimeout(timer);
      until.removeEventListener("abort", wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    until.addEventListener("abort", wake, { once: true });
  });
}
