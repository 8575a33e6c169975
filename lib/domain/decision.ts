/** What the engine decides by itself and a person may want to read about later. */

export const DECISION_KINDS = [
  /** Something stopped until a person, or a callback, lets it go on. */
  "held",
  /** What was held goes on. */
  "released",
  /** A sender rests for a while and goes on by itself. */
  "slowed",
  /** A claimed message went back to the queue unsent. */
  "given-back",
  /** A message that was refused or failed goes again later, or a start that failed. */
  "retried",
  /** Somebody of the audience is left out after all. */
  "skipped",
  /** Queued messages went from one sender to another. */
  "moved",
  /** Messages whose people have their quiet hours wait until those are over. */
  "deferred",
  /** What became of a message that nobody could tell of was found out, or decided by a person. */
  "resolved",
  /** Twilio's list of a sender and a day, and our attempts, are not the same. */
  "differs",
] as const;

export type DecisionKind = (typeof DECISION_KINDS)[number];
