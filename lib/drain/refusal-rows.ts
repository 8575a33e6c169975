/** Rows of refusals alike, as one drain meets them: when everybody of a campaign, or every request of a sender, is refused, it must not go on. */
import type { ClaimedMessage } from "#lib/db/claim-due.ts";
import { reactionTo } from "#lib/domain/reaction.ts";
import { ALIKE_MAX, rowAfter, type RefusalRow } from "#lib/domain/refusal-row.ts";
import type { Departed } from "./departures.ts";

/** Campaigns and senders whose last refusals are remembered; the one that was refused longest ago is forgotten first. */
export const ROWS_MAX = 1_000;

export class RefusalRows {
  readonly #monotonicMs: () => number;
  /** The one that was refused last stands last. */
  readonly #rows = new Map<string, RefusalRow>();

  constructor(monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs;
  }

  /** Adds an outcome to its rows, and returns what it means together with those before it. */
  judge(message: ClaimedMessage, outcome: Departed): Departed {
    const campaign = `${message.campaignId} ${message.contentSid}`;
    switch (outcome.kind) {
      case "accepted":
        this.#rows.delete(campaign);
        this.#rows.delete(message.senderId);
        return outcome;
      case "throttled":
        this.#rows.delete(message.senderId);
        return outcome;
      case "rejected":
        // Without a code it is our own refusal, or that of the credentials.
        if (outcome.code === null) return outcome;
        this.#rows.delete(message.senderId);
        return ofCampaign(outcome, outcome.code, this.#add(campaign, outcome.code));
      case "turned_away":
        return ofSender(outcome, this.#add(message.senderId, "no code"));
      case "ambiguous":
      case "not_sent":
      case "returned":
        return outcome;
    }
  }

  /** How many rows are remembered. */
  get size(): number {
    return this.#rows.size;
  }

  #add(key: string, alike: RefusalRow["alike"]): RefusalRow {
    const row = rowAfter(this.#rows.get(key), alike, this.#monotonicMs());
    this.#rows.delete(key);
    this.#rows.set(key, row);
    const [oldest] = this.#rows.keys();
    if (this.#rows.size > ROWS_MAX && oldest !== undefined) this.#rows.delete(oldest);
    return row;
  }
}

/** A code that has a reaction of its own keeps it; one that fails only its own message is the template's or the campaign's once everybody meets it. */
function ofCampaign(outcome: Extract<Departed, { kind: "rejected" }>, code: number, { fullAtMs }: RefusalRow): Departed {
  if (fullAtMs === null || outcome.reaction.kind !== "none") return outcome;
  const reaction = reactionTo({ code, hitsEveryone: true });
  return { ...outcome, reaction: reaction.kind === "none" ? { kind: "hold-template" } : reaction, alike: ALIKE_MAX };
}

function ofSender(outcome: Extract<Departed, { kind: "turned_away" }>, { fullAtMs }: RefusalRow): Departed {
  if (fullAtMs === null) return outcome;
  const reason = `Something on the way to Twilio refuses our requests (${outcome.status}): a proxy or a firewall, and not Twilio itself. See what stands between this installation and Twilio, then lift the hold.`;
  return { kind: "rejected", code: null, reaction: { kind: "stop-sender" }, reason, alike: ALIKE_MAX };
}
