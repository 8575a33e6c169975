/** Which senders one of several workers serves: each about as many as the others, and none is left alone. */

export type ServedSender = {
  senderId: string;
  /** Whether another worker serves it now. */
  elsewhere: boolean;
  /** For how long nobody has served it, in milliseconds; Infinity when nobody ever did. */
  aloneMs: number;
};

export type Shared = {
  /** Senders that have work. */
  senders: ServedSender[];
  /** Those that this worker serves. */
  here: ReadonlySet<string>;
  /** Workers that are alive, with this one. */
  workers: number;
};

/** So long a sender waits for a worker that has fewer, in milliseconds; then whoever sees it takes it. */
export const ALONE_MAX_MS = 150;

/** How many senders a worker serves when all serve alike. */
export function fairShare({ senders, workers }: Pick<Shared, "senders" | "workers">): number {
  return Math.ceil(senders.length / Math.max(1, workers));
}

/** The senders that this worker begins to serve now: what is free up to its share, and whatever was alone for too long. */
export function sendersToTake(shared: Shared): string[] {
  const free = shared.senders.filter(({ senderId, elsewhere }) => !elsewhere && !shared.here.has(senderId));
  const room = Math.max(0, fairShare(shared) - shared.here.size);
  return free.filter(({ aloneMs }, index) => index < room || aloneMs > ALONE_MAX_MS).map(({ senderId }) => senderId);
}

/** The sender that this worker leaves to one that has fewer, or null when it has no more than its share. */
export function senderToLeave(shared: Shared): string | null {
  const served = shared.senders.filter(({ senderId }) => shared.here.has(senderId));
  return served.length > fairShare(shared) ? (served.at(-1)?.senderId ?? null) : null;
}
