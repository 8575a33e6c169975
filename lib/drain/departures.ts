/** Claimed messages on their way out: at its slot the mark that one departs is committed, then it leaves. */
import { crashpoint } from "#lib/crashpoint.ts";
import type { ClaimedMessage } from "#lib/db/claim-due.ts";
import { attemptId, LATENESS_GUARD_MS, markDeparted } from "#lib/db/mark-departed.ts";
import type { SendOutcome } from "#lib/domain/send-outcome.ts";
import type { DrainWorld } from "./drain-world.ts";
import { Lane, type Departure } from "./lane.ts";
import { Rooms } from "./rooms.ts";

/**
 * How long a mark takes: what is believed at first and at most, in milliseconds, and how much the newest one counts in the
 * running mean. A late lane marks this far ahead; the bound is what a kill may leave unknown.
 */
const MARK_TAKES_FIRST_MS = 3;
const MARK_TAKES_MAX_MS = 20;
const MARK_TAKES_WEIGHT = 0.2;
/** So long nothing of a sender leaves this process after Twilio refused it, in milliseconds: until its hold stands in the database for everybody. */
const BRAKE_MS = 1_000;
const TOO_LATE = "Its slot had passed.";
const STOPPED = "Twilio had just refused its sender.";

/** `returned`: it was certainly not sent. */
export type Departed = SendOutcome | { kind: "returned"; reason: string };
export type Arrival = (message: ClaimedMessage, outcome: Departed) => void;

/** Holds claimed messages until their slot, marks them, sends them, and reports what became of each. */
export class Departures {
  readonly #world: DrainWorld;
  readonly #arrived: Arrival;
  readonly #lanes = new Map<string, { accountId: string; lane: Lane }>();
  readonly #rooms: Rooms;
  readonly #inFlight = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | null = null;
  #marking: Promise<void> | null = null;
  #markTakesMs = MARK_TAKES_FIRST_MS;
  #stopped = false;
  /** Accounts of which a lane found no room since one was freed. */
  readonly #waitedFor = new Set<string>();
  /** Until when nothing of a sender leaves, on the monotonic clock. */
  readonly #brakedUntilMs = new Map<string, number>();

  constructor(world: DrainWorld, arrived: Arrival) {
    this.#world = world;
    this.#arrived = arrived;
    this.#rooms = new Rooms(world.roomOf);
  }

  /** Keeps places for a claim of up to `most` messages of an account, and returns how many; they are given back before what was claimed is added. */
  reserve(accountId: string, most: number): number {
    const waiting = this.#lanesOf(accountId).reduce((sum, lane) => sum + lane.waiting, 0);
    return this.#rooms.reserve(accountId, most, waiting);
  }

  giveBackRoom(accountId: string, reserved: number): void {
    this.#rooms.giveBack(accountId, reserved);
  }

  /** Schedules what a claim granted to one sender; `answeredAtMs` is when its answer came, on the monotonic clock. */
  add(messages: ClaimedMessage[], answeredAtMs: number): void {
    const [first] = messages;
    if (!first) return;
    if (this.#isBraked(first.senderId)) return messages.forEach((message) => this.#giveBack(message, STOPPED));
    this.#laneOf(first).schedule(messages.map((message) => ({ message, departAtMs: answeredAtMs + message.departInMs, slotMs: answeredAtMs + message.departInMs })));
    this.#arm();
  }

  /** Lets nothing more leave, waits for what is in flight, and reports everything else as returned. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#arm();
    await this.#marking;
    const held = Array.from(this.#lanes.values(), ({ lane }) => lane.clear()).flat();
    for (const { message } of held) this.#arrived(message, { kind: "returned", reason: "The worker was stopped." });
    await Promise.all(this.#inFlight);
  }

  /** One mark at a time: while one is under way, what becomes due gathers for the next. */
  #arm(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#marking || this.#stopped) return;
    const nextMs = Math.min(...Array.from(this.#lanes.values(), ({ lane }) => lane.nextMarkMs(this.#markTakesMs)));
    if (nextMs === Infinity) return;
    this.#timer = setTimeout(() => this.#markDue(), Math.max(0, nextMs - this.#world.monotonicMs()));
  }

  #markDue(): void {
    const due = Array.from(this.#lanes.values(), ({ lane }) => lane.takeForMark(this.#markTakesMs)).flat();
    if (due.length === 0) return this.#arm();
    this.#marking = this.#mark(due).finally(() => {
      this.#marking = null;
      this.#arm();
    });
  }

  async #mark(due: Departure[]): Promise<void> {
    const askedMs = this.#world.monotonicMs();
    const allowed = await this.#askMark(due.map((each) => each.message));
    const tookMs = this.#world.monotonicMs() - askedMs;
    this.#markTakesMs = Math.min(MARK_TAKES_MAX_MS, this.#markTakesMs + MARK_TAKES_WEIGHT * (tookMs - this.#markTakesMs));
    for (const [senderId, asked] of Map.groupBy(due, ({ message }) => message.senderId)) {
      const reason = this.#isBraked(senderId) ? STOPPED : TOO_LATE;
      const mayLeave: Departure[] = [];
      for (const each of asked) {
        const lateMs = reason === TOO_LATE ? allowed.get(attemptId(each.message)) : undefined;
        // The answers to claim and mark may have been on their way for long: what counts is when the database saw its slot, reckoned from when it was asked.
        if (lateMs === undefined) this.#giveBack(each.message, reason);
        else mayLeave.push({ ...each, slotMs: Math.min(each.slotMs, askedMs - lateMs) });
      }
      this.#lanes.get(senderId)?.lane.marked(mayLeave, asked.length);
    }
  }

  /** Without the database's answer nothing is sent: this process knows that no byte left, so the messages go back. */
  async #askMark(messages: ClaimedMessage[]): Promise<Map<string, number>> {
    try {
      return await markDeparted(this.#world.db, messages);
    } catch {
      this.#world.say("departure mark failed", { attempts: messages.length });
      return new Map();
    }
  }

  #giveBack(message: ClaimedMessage, reason = TOO_LATE): void {
    this.#arrived(message, { kind: "returned", reason });
  }

  /** What Twilio says of the sender or the account is true of everything that waits here: nothing of it is tried before that is written down. */
  #brakeFor({ accountId, senderId }: ClaimedMessage, outcome: SendOutcome): void {
    if (outcome.kind !== "rejected" || (outcome.reaction.kind !== "stop-account" && outcome.reaction.kind !== "stop-sender")) return;
    const wholeAccount = outcome.reaction.kind === "stop-account";
    for (const [id, { accountId: theirs, lane }] of this.#lanes) {
      if (id !== senderId && !(wholeAccount && theirs === accountId)) continue;
      this.#brakedUntilMs.set(id, this.#world.monotonicMs() + BRAKE_MS);
      for (const { message } of lane.clear()) this.#giveBack(message, STOPPED);
    }
  }

  #isBraked(senderId: string): boolean {
    return this.#world.monotonicMs() < (this.#brakedUntilMs.get(senderId) ?? -Infinity);
  }

  #lanesOf(accountId: string): Lane[] {
    return [...this.#lanes.values()].flatMap((each) => (each.accountId === accountId ? [each.lane] : []));
  }

  #laneOf({ accountId, senderId }: ClaimedMessage): Lane {
    const known = this.#lanes.get(senderId);
    if (known) return known.lane;
    const lane = new Lane({
      monotonicMs: this.#world.monotonicMs,
      hasRoom: () => this.#hasRoom(accountId),
      send: (departure) => this.#track(accountId, this.#send(departure)),
      tooLate: (message) => this.#giveBack(message),
    });
    this.#lanes.set(senderId, { accountId, lane });
    return lane;
  }

  async #send({ message, slotMs }: Departure): Promise<void> {
    let mayHaveLeft = false;
    // Between here and the first byte a name is looked up, a connection made: that may take long, and what waits there would leave at once.
    const departing = () => {
      crashpoint("D1");
      if (this.#world.monotonicMs() - slotMs > LATENESS_GUARD_MS) throw new Error(TOO_LATE);
      if (this.#isBraked(message.senderId)) throw new Error(STOPPED);
      this.#world.departureLog?.note(message);
      mayHaveLeft = true;
    };
    // It never throws; one message on which it does all the same must not end the process under all the others.
    const outcome = await this.#world.send(message, departing).catch((): SendOutcome => ({ kind: mayHaveLeft ? "ambiguous" : "not_sent", reason: "Sending it failed here." }));
    crashpoint("D5");
    this.#brakeFor(message, outcome);
    this.#arrived(message, outcome);
  }

  #hasRoom(accountId: string): boolean {
    const hasRoom = !this.#stopped && this.#rooms.hasRoom(accountId);
    if (!hasRoom) this.#waitedFor.add(accountId);
    return hasRoom;
  }

  #track(accountId: string, sending: Promise<void>): void {
    this.#inFlight.add(sending);
    this.#rooms.left(accountId);
    void sending.finally(() => {
      this.#inFlight.delete(sending);
      this.#rooms.answered(accountId);
      if (!this.#waitedFor.delete(accountId)) return;
      for (const lane of this.#lanesOf(accountId)) lane.release();
    });
  }
}
