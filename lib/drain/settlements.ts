/** Writes down what became of each departure, in groups, until the database has taken it. */
import { crashpoint, crashpointOnceAsked } from "#lib/crashpoint.ts";
import { applyReaction } from "#lib/db/apply-reaction.ts";
import type { ClaimedMessage } from "#lib/db/claim-due.ts";
import { inTransaction, poolOf } from "#lib/db/connection.ts";
import { GroupCommit } from "#lib/db/group-commit.ts";
import { countRecentSends } from "#lib/db/count-recent-sends.ts";
import { restSenders, type LimitMet } from "#lib/db/rest-senders.ts";
import { settleAttempts, type Settlement } from "#lib/db/settle-attempts.ts";
import { isRefusedData } from "#lib/db/violations.ts";
import { CHANNEL_RATE_LIMIT, channelLimitOf } from "#lib/domain/channel-limit.ts";
import { reactionTo, sparesMessage } from "#lib/domain/reaction.ts";
import { retryWaitMs } from "#lib/domain/retry-wait.ts";
import { restFor, type RestKind } from "#lib/domain/sender-rest.ts";
import type { SendOutcome } from "#lib/domain/send-outcome.ts";
import { DecisionNotes } from "./decision-notes.ts";
import type { Departed } from "./departures.ts";
import type { DrainTotals, DrainWorld } from "./drain-world.ts";
import { RefusalRows } from "./refusal-rows.ts";

/** Fewer and larger writes: what is settled a moment later costs nobody anything. */
const GATHER_MS = 50;
const GROUP_MAX = 200;
/** A database that is away for a minute must not cost a settlement: tries and the wait between them, in milliseconds. */
const TRIES_MAX = 60;
const RETRY_MS = 1_000;
/** A reaction begins when the database is there, so what keeps it then is short: a lock, a connection that ended. */
const REACTION_TRIES_MAX = 10;

/** A settlement, and the limit that its attempt found full. */
type Told = Settlement & { rest: RestKind | null };
type Throttled = Extract<SendOutcome, { kind: "throttled" }>;
type Rejected = Extract<SendOutcome, { kind: "rejected" }>;

/** Settles outcomes and keeps the totals of one drain. */
export class Settlements {
  readonly totals: DrainTotals = { claimed: 0, accepted: 0, rejected: 0, ambiguous: 0 };
  readonly #world: DrainWorld;
  readonly #group: GroupCommit<Told>;
  readonly #open = new Set<Promise<void>>();
  readonly #rows: RefusalRows;
  readonly #notes: DecisionNotes;

  constructor(world: DrainWorld) {
    this.#world = world;
    this.#rows = new RefusalRows(world.monotonicMs);
    this.#notes = new DecisionNotes(world);
    this.#group = new GroupCommit<Told>({ write: (rows) => this.#write(rows), gatherMs: GATHER_MS, rowsMax: GROUP_MAX });
  }

  /** Takes the outcome of one attempt; it and what follows from it are durable when `settled` resolves. */
  take(message: ClaimedMessage, departed: Departed): void {
    if (departed.kind === "throttled" && departed.code === CHANNEL_RATE_LIMIT && departed.limit === undefined) return this.#track(this.#takeLimited(message, departed));
    this.#takeKnown(message, departed);
  }

  /** One code for three limits, and the channel does not say which: our own counts do. */
  async #takeLimited(message: ClaimedMessage, departed: Throttled): Promise<void> {
    const counted = await countRecentSends(this.#world.db, [message]).catch(() => null);
    const counts = counted?.get(message.messageId);
    const reaction = reactionTo({ code: departed.code, counts });
    const retryAfterMs = reaction.kind === "retry-later" ? reaction.waitMs : departed.retryAfterMs;
    this.#takeKnown(message, { ...departed, retryAfterMs, limit: channelLimitOf({ counts }) });
  }

  #takeKnown(message: ClaimedMessage, departed: Departed): void {
    const outcome = this.#rows.judge(message, departed);
    // However many were turned away, and whatever follows from that: of this one nobody can tell whether Twilio had it before.
    const settlement = settlementOf(message, departed.kind === "turned_away" ? departed : outcome);
    this.#notes.take(message, departed.kind === "turned_away" ? departed : outcome);
    if (settlement.outcome === "accepted") this.totals.accepted += 1;
    if (settlement.outcome === "rejected") this.totals.rejected += 1;
    if (settlement.outcome === "ambiguous") this.totals.ambiguous += 1;
    this.#track(this.#settle({ ...settlement, rest: restOf(departed) }, outcome.kind === "rejected" ? () => this.#react(message, outcome) : null));
  }

  /** Resolves when everything taken so far is written down. */
  async settled(): Promise<void> {
    while (this.#open.size > 0) await Promise.all(this.#open);
    await this.#notes.write();
  }

  /** What cannot be written down stays open and becomes ambiguous by itself; what it brings about, such as an opt-out, is brought about all the same. */
  async #settle(settlement: Told, reaction: (() => Promise<void>) | null): Promise<void> {
    await this.#group.add(settlement).catch(() => this.#world.say("settlement given up", {}));
    await reaction?.();
  }

  /** What a refusal means for others than its own message, tried until it is durable: nobody else may ever be refused so again. */
  async #react({ accountId, messageId }: ClaimedMessage, { code, reaction, reason, alike }: Rejected): Promise<void> {
    const facts = { reaction: reaction.kind, code: code ?? 0 };
    for (let tries = 1; ; tries += 1) {
      try {
        const applied = await applyReaction(this.#world.db, { accountId, messageId, code, reason, alike }, reaction);
        if (applied.kind !== "nothing") this.#world.say("reaction", { ...facts, ...applied.counts });
        return;
      } catch (error) {
        if (tries >= REACTION_TRIES_MAX || isRefusedData(error)) return this.#world.say("reaction given up", { ...facts, tries });
        this.#world.say("reaction failed, trying again", { ...facts, tries });
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  async #write(rows: Told[]): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        crashpointOnceAsked("D6");
        await this.#settleAndRest(rows);
        crashpoint("D7");
        for (const row of rows) this.#world.departureLog?.settled(row);
        return;
      } catch (error) {
        if (isRefusedData(error)) return this.#writeApart(rows, error);
        if (tries >= TRIES_MAX) throw error;
        this.#world.say("settlement failed, trying again", { attempts: rows.length, tries });
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  /** A sender rests from the commit on that says of its message that there was no room. */
  async #settleAndRest(rows: Told[]): Promise<void> {
    const { db, shard } = this.#world;
    const met = rows.flatMap((row): LimitMet[] => (row.rest === null ? [] : [{ ...row, code: row.errorCode, kind: row.rest }]));
    if (met.length === 0) return void (await settleAttempts(db, rows, shard));
    const rested = await inTransaction(async (tx) => {
      await settleAttempts(tx, rows, shard);
      return restSenders(tx, met);
    }, poolOf(db));
    if (rested > 0) this.#world.say("senders rest", { senders: rested, code: met[0]?.code ?? 0 });
  }

  /** One row that the database refuses must not cost the others of its group their settlement. */
  async #writeApart(rows: Told[], error: unknown): Promise<void> {
    if (rows.length === 1) throw error;
    for (const row of rows) await this.#write([row]).catch(() => this.#world.say("settlement refused", { n: row.n }));
  }

  #track(write: Promise<void>): void {
    this.#open.add(write);
    void write.finally(() => this.#open.delete(write));
  }
}

/** How an outcome is written down. */
export function settlementOf(message: ClaimedMessage, outcome: Departed): Settlement {
  const { accountId, messageId, n, claimToken } = message;
  const key = { accountId, messageId, n, claimToken, messageSid: null, errorCode: null, detail: null, retryInMs: 0 };
  switch (outcome.kind) {
    case "accepted":
      return { ...key, outcome: "accepted", messageSid: outcome.messageSid };
    case "rejected":
      return { ...key, outcome: sparesMessage(outcome.reaction) ? "not_sent" : "rejected", errorCode: outcome.code, detail: outcome.reason };
    case "ambiguous":
      return { ...key, outcome: "ambiguous", detail: outcome.reason };
    case "throttled":
      return { ...key, outcome: "not_sent", errorCode: outcome.code, detail: outcome.reason ?? "Twilio had no room for it.", retryInMs: waitFrom(outcome.retryAfterMs, message) };
    case "turned_away":
      return { ...key, outcome: "ambiguous", detail: `Something on the way to Twilio refused it (${outcome.status}), perhaps after passing it on.` };
    case "not_sent":
      return { ...key, outcome: "not_sent", detail: outcome.reason, retryInMs: waitFrom(UNREACHABLE_RETRY_MS, message) };
    case "returned":
      return { ...key, outcome: "not_sent", detail: outcome.reason };
  }
}

/** The rest that an outcome brings about. */
function restOf(outcome: Departed): RestKind | null {
  return outcome.kind === "throttled" ? restFor(outcome) : null;
}

/** How long a message waits at first after Twilio could not be reached, in milliseconds. */
const UNREACHABLE_RETRY_MS = 2_000;

/** The last digits of an id are spread evenly enough. */
function waitFrom(firstMs: number, { n, messageId }: ClaimedMessage): number {
  return retryWaitMs(firstMs, n, Number(messageId.slice(-2)) / 100);
}
