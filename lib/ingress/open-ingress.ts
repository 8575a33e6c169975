/** The receiving side on the real database: genuine events wait a few milliseconds for company and are committed together. */
import { randomInt } from "node:crypto";
import { openEnginePool, type Pool } from "#lib/db/connection.ts";
import { GroupCommit } from "#lib/db/group-commit.ts";
import type { Say } from "#lib/db/react-to-events.ts";
import type { StatusEvent } from "#lib/db/record-status-events.ts";
import { isRefusedData } from "#lib/db/violations.ts";
import { RefusalCounts } from "#lib/domain/refusal-counts.ts";
import { recordEvents } from "./record-events.ts";
import { WaitingRoom } from "./waiting-room.ts";

const GATHER_MS = 4;
const GROUP_MAX = 500;
/** Twenty groups, some tens of megabytes: who comes after that while the database is slow or away is asked to come again at once. */
const WAITING_MAX = 10_000;
/** Messages of people are rare, and each waits for a connection of its own. */
const INBOUND_MAX = 1_000;
/** Counters have this many rows to spread over; 0 belongs to opt-outs. */
const SHARDS = 1_024;

export type IngressWorld = {
  /** Where Twilio reaches us, without a slash at its end; signatures are over addresses below it. */
  publicBaseUrl: string;
  /** Key of the MAC in callback addresses. */
  callbackKey: string;
  /** Connections that no report can take away. */
  db: Pool;
  /** Takes a genuine event; resolves when it is committed. */
  statusEvents: GroupCommit<StatusEvent>;
  /** Messages of people that are being written, each in a transaction of its own. */
  inboundRoom: WaitingRoom;
  /** What was refused since this was opened or last looked at. */
  refusals: RefusalCounts;
};

export type OpenIngress = IngressWorld & { /** Waits for what was received and closes the connections. */ close: () => Promise<void> };

/** Opens the receiving side. `say` takes what the log should know: codes and counts, no numbers of people. */
export function openIngress({ say = () => undefined, ...options }: { publicBaseUrl: string; callbackKey: string; say?: Say }): OpenIngress {
  const recorder = { db: openEnginePool(), shard: randomInt(1, SHARDS), refusals: new RefusalCounts(), say };
  const statusEvents = new GroupCommit<StatusEvent>({ write: (events) => recordEvents(recorder, events), gatherMs: GATHER_MS, rowsMax: GROUP_MAX, waitingMax: WAITING_MAX, isOfOneRow: isRefusedData });
  const close = async () => {
    await statusEvents.settled();
    await recorder.db.end();
  };
  return { ...options, db: recorder.db, statusEvents, inboundRoom: new WaitingRoom(INBOUND_MAX), refusals: recorder.refusals, close };
}
