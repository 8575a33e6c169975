/** What became of one try to send. */
import type { ChannelLimit } from "./channel-limit.ts";
import type { Reaction } from "./reaction.ts";

export type SendOutcome =
  /** Twilio took it and named it. */
  | { kind: "accepted"; messageSid: string }
  /**
   * Twilio refused it, so nothing was taken. What follows is the reaction; whether this message is lost with it says `sparesMessage`.
   * `alike`: how many were refused alike in a row, where that brings the reaction about and not the code alone.
   */
  | { kind: "rejected"; code: number | null; reaction: Reaction; reason: string; alike?: number }
  /** Refused without a code of Twilio's, as a proxy or a firewall does. Whether it had passed the request on, it does not say: in doubt like `ambiguous`, and when it lasts, the sender is stopped. */
  | { kind: "turned_away"; status: number }
  /**
   * Twilio had no room, or for the `reason` that is given: nothing was taken, and the same message may go again. `limit`:
   * which of several limits with one code the channel said it was, where it said so.
   */
  | { kind: "throttled"; code: number | null; retryAfterMs: number; reason?: string; limit?: ChannelLimit }
  /** No byte can have left: the same message may go again. */
  | { kind: "not_sent"; reason: string }
  /** It may have been taken: never sent again by itself. */
  | { kind: "ambiguous"; reason: string };
