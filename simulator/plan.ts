/** What the network will do with one message: a pure function of the seed, the recipient and how many messages that recipient has had. */
import { chanceFor } from "./chance.ts";
import type { SimulatedCategory } from "./fixtures.ts";
import type { Move } from "./message.ts";
import { type SimulatorSettings, within } from "./options.ts";

export type Journey = {
  /** `whatsapp:+…` */
  to: string;
  /** How many messages this recipient has had before. */
  ordinal: number;
  /** When the sender's queue lets it go: ms since 1970. */
  leavesAt: number;
  /** Null for a message without a template. */
  category: SimulatedCategory | null;
  /** Why Twilio or Meta will certainly not send it, as an error code; null when there is no reason. */
  refusedWith: number | null;
  /** What the channel says of that. */
  words?: string | undefined;
  /** When it is dropped unsent if it still waits: ms since 1970. */
  expiresAt: number;
};

type NetworkSettings = Pick<SimulatorSettings, "seed" | "speed" | "delays" | "outcomes" | "failWith">;

/** The error code of a message that waited longer than its ValidityPeriod. */
export const EXPIRED = 30036;
const NOT_CHOSEN = 63049;
/** The draws that one message makes, each with a number of its own. */
const DRAWS = { outcome: 0, read: 1, code: 2, sentDelay: 3, deliveredDelay: 4, readDelay: 5 } as const;

/** How unreachable people show: status, code, and the share among all failures. The per-user limit (63049) strikes marketing only. */
const FAILURES = [
  { status: "undelivered", code: 63024, share: 0.5 },
  { status: "failed", code: 63003, share: 0.3 },
  { status: "undelivered", code: 63049, share: 0.2 },
] as const;
const NOT_MARKETING = { status: "undelivered", code: 63024 } as const;

/** The statuses to come, first to last. Ends with `sent` for a message that nobody will ever see. */
export function journeyOf(journey: Journey, settings: NetworkSettings): Move[] {
  if (journey.leavesAt > journey.expiresAt) return [{ status: "failed", code: EXPIRED, at: journey.expiresAt }];
  const draw = chanceFor(settings.seed, `${journey.to} ${journey.ordinal}`);
  const { delays, outcomes, speed } = settings;
  const sentAt = journey.leavesAt + within(delays.sent, draw(DRAWS.sentDelay)) / speed;
  const deliveredAt = sentAt + within(delays.delivered, draw(DRAWS.deliveredDelay)) / speed;
  const sent: Move = { status: "sent", code: null, at: sentAt };
  if (journey.refusedWith !== null) {
    const failure = { code: journey.refusedWith, ...(journey.words !== undefined && { words: journey.words }) };
    // Meta takes such a message and then chooses not to deliver it.
    return failure.code === NOT_CHOSEN ? [sent, { status: "undelivered", ...failure, at: deliveredAt }] : [{ status: "failed", ...failure, at: sentAt }];
  }

  const luck = draw(DRAWS.outcome);
  if (luck < outcomes.delivered) {
    const delivered: Move = { status: "delivered", code: null, at: deliveredAt };
    const readAt = deliveredAt + within(delays.read, draw(DRAWS.readDelay)) / speed;
    return draw(DRAWS.read) < outcomes.read ? [sent, delivered, { status: "read", code: null, at: readAt }] : [sent, delivered];
  }
  if (luck >= outcomes.delivered + outcomes.failed) return [sent];
  const failure = settings.failWith === null ? failureAt(draw(DRAWS.code), journey.category) : ({ status: "failed", code: settings.failWith } as const);
  if (failure.status === "failed") return [{ ...failure, at: sentAt }];
  return [sent, { ...failure, at: deliveredAt }];
}

function failureAt(luck: number, category: SimulatedCategory | null): Pick<Move, "status" | "code"> {
  let left = luck;
  for (const { status, code, share } of FAILURES) {
    if (left < share) return code === NOT_CHOSEN && category !== "MARKETING" ? NOT_MARKETING : { status, code };
    left -= share;
  }
  return NOT_MARKETING;
}
