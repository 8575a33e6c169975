/** What callbacks say about senders, accounts and templates: held as they would be, had Twilio said it at once. */
import { type Reaction, reactionTo } from "#lib/domain/reaction.ts";
import { applyReaction } from "./apply-reaction.ts";
import { breakCircuit } from "./break-circuit.ts";
import type { CampaignRef } from "./campaign-writes.ts";
import type { Pool } from "./connection.ts";
import type { TellingEvent } from "./record-status-events.ts";
import { untilTaken } from "./until-taken.ts";

/** One line of the log: no number of a person, no secret. */
export type Say = (event: string, facts: Record<string, string | number>) => void;

/** How long a hold is tried, in milliseconds: the group is committed, and its callbacks wait for their answer. */
const TRY_FOR_MS = 2_000;
/**
 * A callback of an attempt that departed longer ago says nothing about how its sender or template stands now, in seconds.
 * A report comes within seconds or minutes; Twilio keeps what waits for a sender for ten hours at most, and a day leaves room for a host that was away.
 */
const TELLS_FOR_SECONDS = 24 * 3_600;
const REASON = "Twilio reported it for a message that it had taken.";

/**
 * Holds what the callbacks of a committed group say, once for each code and sender, or campaign. A hold that cannot be
 * written is said in the log and left: the next callback that says so brings it about.
 */
export async function reactToEvents({ db, say }: { db: Pool; say: Say }, telling: TellingEvent[]): Promise<void> {
  for (const event of lastOfEach(telling.filter(({ agoSeconds }) => agoSeconds <= TELLS_FOR_SECONDS))) {
    const { accountId, messageId, errorCode: code, departedAt } = event;
    const reaction = reactionTo({ code });
    try {
      const applied = await untilTaken(TRY_FOR_MS, () => applyReaction(db, { accountId, messageId, code, reason: REASON, departedAt }, reaction));
      if (applied.kind === "applied") say("reaction", { reaction: reaction.kind, code, ...applied.counts });
    } catch {
      say("reaction to a callback failed", { reaction: reaction.kind, code });
    }
  }
}

/** Holds what fails too often, whoever it is for. What cannot be asked now is asked with the next failure. */
export async function breakCircuits({ db, say }: { db: Pool; say: Say }, troubled: CampaignRef[]): Promise<void> {
  for (const campaign of new Map(troubled.map((each) => [each.campaignId, each])).values()) {
    try {
      const trip = await untilTaken(TRY_FOR_MS, () => breakCircuit(db, campaign));
      if (trip !== null) say("circuit opened", { held: trip.kind === "campaign" ? "campaign" : `${trip.senders.length} senders` });
    } catch {
      say("circuit could not be looked at", {});
    }
  }
}

/** The event that departed last of those that would hold the same: it knows best. */
function lastOfEach(telling: TellingEvent[]): TellingEvent[] {
  const last = new Map<string, TellingEvent>();
  for (const event of telling) {
    const held = heldBy(reactionTo({ code: event.errorCode }), event);
    if (held === null) continue;
    const key = `${event.accountId}|${event.errorCode}|${held}`;
    const other = last.get(key);
    if (!other || event.agoSeconds < other.agoSeconds) last.set(key, event);
  }
  return Array.from(last.values());
}

/** What a reaction would hold, or null when it holds nothing: people were suppressed with the group itself. */
function heldBy({ kind }: Reaction, { senderId, campaignId }: TellingEvent): string | null {
  if (kind === "stop-account") return "account";
  if (kind === "stop-sender") return senderId;
  return kind === "hold-template" ? campaignId : null;
}
