/** What a bench has started ends with it, also when it fails or somebody presses Ctrl-C. */

const open = new Set<() => Promise<void>>();

/** Registers what ends a part of a bench. What comes back does so, once however often it is called. */
export function closing(close: () => Promise<void>): () => Promise<void> {
  let closed: Promise<void> | undefined;
  const once = () => (closed ??= close().finally(() => open.delete(once)));
  open.add(once);
  return once;
}

/** Ends everything that is still open, the latest first: it may stand on what came before it. */
export async function closeAll(): Promise<void> {
  for (const close of [...open].toReversed()) await close().catch((error: unknown) => console.error(error));
}

/** From here on a signal ends everything that is open, and then this process. What comes back says whether one has come. */
export function closeOnSignal(): () => boolean {
  let ending = false;
  for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
    process.on(signal, () => {
      // npm passes on what the terminal has already sent: the second one must not cut the first one's work short.
      if (ending) return;
      ending = true;
      void closeAll().finally(() => process.exit(code));
    });
  }
  return () => ending;
}
