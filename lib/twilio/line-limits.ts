/** The bounds of a way out to Twilio. */
import { CONCURRENCY_MAX } from "#lib/domain/concurrency.ts";

export type LineLimits = {
  /** Most that looking up a name, connecting and TLS may take, in milliseconds. */
  connectMs: number;
  /** Longest silence while an answer is awaited or read, in milliseconds. */
  silenceMs: number;
  /** Longest that a request may be under way from its first byte to the last of its answer, in milliseconds, however slowly that drips. */
  answerMs: number;
  /** How long a connection without a request is kept, in milliseconds. */
  idleMs: number;
  /** Longest wait for one's turn before the wire, in milliseconds. */
  turnMs: number;
  /** Most requests of an account that wait for their turn. */
  waitingMax: number;
  bodyMaxBytes: number;
  /** Connections of one account to one host. */
  connectionsMax: number;
};

export const LINE_LIMITS: LineLimits = {
  connectMs: 5_000,
  // Twilio answers most requests within 1 s; what takes longer than this is unknown to us.
  silenceMs: 15_000,
  // Below the time after which the reaper gives an attempt up.
  answerMs: 25_000,
  // Shorter than a server keeps an idle connection (5 s), so that a request is never written into a closing one.
  idleMs: 4_000,
  turnMs: 5_000,
  waitingMax: 10_000,
  bodyMaxBytes: 4_000_000,
  // As many as may be under way: none ever waits behind the turn for a connection.
  connectionsMax: CONCURRENCY_MAX,
};
