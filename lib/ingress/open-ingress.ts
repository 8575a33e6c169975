/** The receiving side on the real database: genuine events wait a few milliseconds for company and are committed together. */
import { randomInt } from "node:crypto";
import { openEnginePool } from "#lib/db/connection.ts";
import { GroupCommit } from "#lib/db/group-commit.ts";
import { recordStatusEvents, type StatusEvent } from "#lib/db/record-status-events.ts";
import type { IngressWorld } from "./receive-status.ts";

const GATHER_MS = 4;
const GROUP_MAX = 500;
/** Counters have this many rows to spread over; 0 belongs to opt-outs. */
const SHARDS = 1_024;

export type OpenIngress = IngressWorld & { /** Waits for what was received and closes the connections. */ close: () => Promise<void> };

/** Opens the receiving side. `publicBaseUrl` is where Twilio believes to have posted, without a slash at its end. */
export function openIngress(options: { publicBaseUrl: string; callbackKey: string }): OpenIngress {
  const shard = randomInt(1, SHARDS);
  const db = openEnginePool();
  const statusEvents = new GroupCommit<StatusEvent>({ write: (events) => recordStatusEvents(db, events, shard), gatherMs: GATHER_MS, rowsMax: GROUP_MAX });
  const close = async () => {
    await statusEvents.settled();
    await db.end();
  };
  return { ...options, statusEvents, close };
}
