/** The listening port as a switch: closed, every connection is refused, as when nothing is there. */
import type { Server } from "node:http";
import { openDoor, shut } from "./server.ts";

/** The longest time for which the port may be closed from outside, since nobody could open it from there. */
export const CLOSED_MAX_MS = 600_000;
/** What is still said, such as the answer to the order to close, before connections are cut. */
const GRACE_MS = 50;

export type Door = {
  /** Resolves when connections are refused and those that were open are cut. With `forMs` it opens by itself after that time. */
  close(forMs?: number): Promise<void>;
  /** Resolves when connections are taken again. Rejects when another program has taken the port. */
  open(): Promise<void>;
};

/** The door of a server that listens at `host` and `port`. */
export function doorOf(server: Server, place: { host: string; port: number }): Door {
  let opening: NodeJS.Timeout | undefined;
  const open = async () => {
    clearTimeout(opening);
    if (!server.listening) await openDoor(server, place);
  };
  return {
    open,
    close: async (forMs) => {
      clearTimeout(opening);
      await shut(server);
      // A port that somebody else took meanwhile stays theirs; the next order to open says so.
      if (forMs !== undefined) opening = setTimeout(() => void open().catch(() => undefined), forMs);
      opening?.unref();
    },
  };
}

/** Closes a door when the answer to the order to close it is out. */
export function closeSoon(door: Door, forMs: number): void {
  setTimeout(() => void door.close(forMs), GRACE_MS);
}
