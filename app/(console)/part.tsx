/** A part of a page that reads for itself: when that fails, the rest of the page stays, and the part is tried again. */
import { randomUUID } from "node:crypto";
import { unstable_rethrow } from "next/navigation";
import type { ReactNode } from "react";
import { LiveRefresh } from "#components/ui/live-refresh.tsx";
import { Notice } from "#components/ui/notice.tsx";

/** How long the failed part rests before the page asks again. */
const RETRY_MS = 5_000;

type PartProps<T> = {
  /** As it would be said in a sentence: “the delivery chart”. */
  what: string;
  read: () => Promise<T>;
  children: (value: T) => ReactNode;
};

/** Takes no part in streaming: the page comes whole, with or without this part, so that nothing moves. */
export async function Part<T>({ what, read, children }: PartProps<T>) {
  const result = await attempt(what, read);
  if (result.ok) return children(result.value);
  return (
    <Notice tone="danger" title={`Here would be ${what}`}>
      It could not be read. The rest of this page is right, and this part is tried again every few seconds. In the log this is <code className="font-mono">{result.reference}</code>.
      <LiveRefresh active everyMs={RETRY_MS} />
    </Notice>
  );
}

async function attempt<T>(what: string, read: () => Promise<T>): Promise<{ ok: true; value: T } | { ok: false; reference: string }> {
  try {
    return { ok: true, value: await read() };
  } catch (error) {
    // “Not found” and redirects travel as errors and are none.
    unstable_rethrow(error);
    const reference = randomUUID().slice(0, 8);
    console.error(`A part of a page failed (${reference}, ${what}).`, error);
    return { ok: false, reference };
  }
}
