/** What became of one try to send. */

export type SendOutcome =
  /** Twilio took it and named it. */
  | { kind: "accepted"; messageSid: string }
  /** Twilio refused this message for good. */
  | { kind: "rejected"; code: number | null; reason: string }
  /** Twilio refuses the sender or the account, whoever is written to: nothing was taken and nobody else should be tried. */
  | { kind: "held"; code: number | null; reason: string }
  /** Twilio had no room: nothing was taken, and the same message may go again. */
  | { kind: "throttled"; code: number | null; retryAfterMs: number }
  /** No byte can have left: the same message may go again. */
  | { kind: "not_sent"; reason: string }
  /** It may have been taken: never sent again by itself. */
  | { kind: "ambiguous"; reason: string };
