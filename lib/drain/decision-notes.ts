/** What one drain decides of messages, gathered for a moment: a storm of give-backs costs one statement a second, and nothing on the way of a message. */
import { recordDecisions, type Decision } from "#lib/db/record-decisions.ts";
import type { ClaimedMessage } from "#lib/db/claim-due.ts";
import { sparesMessage } from "#lib/domain/reaction.ts";
import type { Departed } from "./departures.ts";
import type { DrainWorld } from "./drain-world.ts";

const GATHER_MS = 1_000;
/** Kinds that are remembered while the database does not take them; further ones are dropped: the attempts themselves say the same. */
const NOTES_MAX = 1_000;

export class DecisionNotes {
  readonly #world: Pick<DrainWorld, "db" | "say">;
  readonly #notes = new Map<string, Decision>();
  #timer: NodeJS.Timeout | null = null;

  constructor(world: Pick<DrainWorld, "db" | "say">) {
    this.#world = world;
  }

  /** Notes what the outcome of one attempt means for its message, where a person may want to read about it. */
  take(message: ClaimedMessage, outcome: Departed): void {
    const decided = decisionOn(outcome);
    if (decided === null) return;
    const { accountId, campaignId, senderId } = message;
    this.#add({ accountId, campaignId, senderId, messages: 1, ...decided });
    this.#timer ??= setTimeout(() => void this.write(), GATHER_MS);
  }

  /** Writes what was gathered. What the database does not take stays for the next time. */
  async write(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const notes = [...this.#notes.values()];
    this.#notes.clear();
    try {
      await recordDecisions(this.#world.db, notes);
    } catch {
      this.#world.say("decisions not written", { decisions: notes.length });
      for (const note of notes) this.#add(note);
    }
  }

  #add(note: Decision): void {
    const key = [note.kind, note.campaignId, note.senderId, note.code, note.reason].join(" ");
    const known = this.#notes.get(key);
    if (known) known.messages += note.messages;
    else if (this.#notes.size < NOTES_MAX) this.#notes.set(key, { ...note });
  }
}

/** Null for what speaks for itself in the numbers of the report. */
function decisionOn(outcome: Departed): Pick<Decision, "kind" | "code" | "reason"> | null {
  switch (outcome.kind) {
    case "returned":
      return { kind: "given-back", code: null, reason: `${outcome.reason} It was not sent and waits for another turn.` };
    case "throttled":
      return { kind: "retried", code: outcome.code, reason: "Twilio had no room for it. It was not sent and goes again in a moment." };
    case "not_sent":
      return { kind: "retried", code: null, reason: "Twilio could not be reached. It was not sent and goes again in a moment." };
    case "rejected":
      return sparesMessage(outcome.reaction) ? { kind: "given-back", code: outcome.code, reason: "It was refused for what is not its own fault. It waits until the hold is lifted." } : null;
    case "accepted":
    case "ambiguous":
    case "turned_away":
      return null;
  }
}
