/** Everything a drain needs from outside, so that a test can be the whole world. */
import type { Queryable } from "#lib/db/connection.ts";
import type { ClaimedMessage } from "#lib/db/claim-due.ts";
import type { SendOutcome } from "#lib/domain/send-outcome.ts";
import type { DepartureLog } from "./departure-log.ts";

export type DrainWorld = {
  /** Names this process in the attempts that it makes. */
  worker: string;
  /** Which rows of the counters this drain writes, so that two drains never wait for each other there. */
  shard: number;
  db: Queryable;
  /** How long no engine may have run before this one, in milliseconds, where they are known to run more seldom than usual. */
  silentMaxMs?: number | undefined;
  /** Milliseconds of a clock that never jumps. */
  monotonicMs: () => number;
  /** What left and is not settled, beyond the death of this process; null where nothing could keep it. */
  departureLog: Pick<DepartureLog, "note" | "settled" | "listDead"> | null;
  /** How many requests of an account may be under way at once: learnt from what Twilio answers. */
  roomOf: (accountId: string) => number;
  /** Makes the one request and never throws. `departing` is called immediately before the first byte; when it throws, none may leave. */
  send: (message: ClaimedMessage, departing: () => void) => Promise<SendOutcome>;
  /** Says something that a person who looks after the installation should read. No numbers, no secrets. */
  say: (event: string, facts: Record<string, string | number>) => void;
};

/** What a drain did. */
export type DrainTotals = { claimed: number; accepted: number; rejected: number; ambiguous: number };

/** How far ahead departure slots are granted, in milliseconds. With the lateness guard it bounds how long an opt-out can still be overtaken. */
export const HORIZON_MS = 100;

/** Counters have this many rows to spread over. */
export const SHARDS = 1_024;
