/** The last gate before the wire: one sender's messages leave this process evenly, whatever made them late. */
import type { ClaimedMessage } from "#lib/db/claim-due.ts";
import { LATENESS_GUARD_MS } from "#lib/db/mark-departed.ts";
import { MEDIA_MPS_MAX } from "#lib/domain/sender-rate.ts";

export type Departure = {
  message: ClaimedMessage;
  /** When it may leave at the earliest, on the monotonic clock: its slot, as if the claim's answer had taken no time. */
  departAtMs: number;
  /** From when on it counts as late, likewise: its slot, as the database saw it when it was marked. Before, the same as above. */
  slotMs: number;
};

export type LaneHands = {
  monotonicMs: () => number;
  /** Whether one more request may be under way. */
  hasRoom: () => boolean;
  send: (departure: Departure) => void;
  tooLate: (message: ClaimedMessage) => void;
};

/** What is late may leave this much faster than its slots are apart while the last second held less than the rate, so that a lane which was held up is soon on time again. */
const CATCH_UP = 1.25;
/** How much of a second's worth may bunch up after a pause, in milliseconds. */
const BUNCH_MS = 8;
/** However late a lane is, no second holds more than this share of the rate, and one: half of what the sender's limit leaves, so that the way to Twilio may be uneven too. */
const WINDOW_SHARE = 1.01;
/**
 * Over a whole window a lane may be this much faster than its slots, so that what it is late by wears off. Whoever is a little late behind a full second
 * goes at this pace: faster, it would stand before a closed window at the end of each second, and what leaves closer together arrives unevenly.
 */
const LASTING = 1.005;
/** What is later than this catches up as fast as it may, in milliseconds: the next pause could make it too late. */
const CALM_MS = 30;
/**
 * The first requests after a pause take up to so much longer than those behind them, in milliseconds: connections are made, code
 * is compiled. They would arrive together with what left later, so as much of their first second is kept free.
 */
const COLD_MS = 50;
const COLD_AFTER_MS = 1000;
/** How long that room is kept, in milliseconds: until no late first request can be counted together with what leaves now. */
const COLD_LASTS_MS = 1_150;
/** A slot later than this is given back before it is marked, in milliseconds: what is about to be refused must not keep what can still go in time from going. */
const STALE_MS = 100;
/**
 * How much of what will leave is marked at once, and how long before it leaves, in milliseconds. Marks one by one cost more than sending does; what is marked when a
 * process dies stays unknown where no log tells of it.
 */
const MARK_SPAN_MS = 40;
const MARK_LEAD_MS = 4;
/** A timer may fire this much before its time, in milliseconds. */
const EARLY_MS = 0.5;

/**
 * Lets messages of one sender go at their slots, never more in a second than the rate allows: the slots are already 1/MPS
 * apart, but a process that was held up would otherwise send all that became due meanwhile at once. What is late leaves
 * somewhat faster until the lane is on time; the departures of the last second are counted, so that catching up cannot
 * become a burst.
 *
 * A message waits in three places: `scheduled` until its slot, with the database while its departure is marked, `ready`
 * until it may leave. Only as many are marked as may leave soon, because what is marked when a process dies stays unknown.
 */
export class Lane {
  readonly #hands: LaneHands;
  readonly #scheduled: Departure[] = [];
  readonly #ready: Departure[] = [];
  /** When the next message may leave if all left evenly (GCRA), on the monotonic clock. */
  #leaveMs = -Infinity;
  /** What left in the last second: all of it, and what carried media. */
  readonly #all = new LeavingWindow();
  readonly #media = new LeavingWindow();
  /** How many are with the database. */
  #marking = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(hands: LaneHands) {
    this.#hands = hands;
  }

  /** Takes what a claim granted, in the order of its slots. */
  schedule(departures: Departure[]): void {
    this.#scheduled.push(...departures);
  }

  /** How many are in the lane. */
  get waiting(): number {
    return this.#scheduled.length + this.#marking + this.#ready.length;
  }

  /** When there is something to mark, on the monotonic clock; a mark takes about `markTakesMs`. Infinity when nothing waits. */
  nextMarkMs(markTakesMs: number): number {
    const next = this.#scheduled[0];
    return next ? this.#leavesMs(next) - markTakesMs - MARK_LEAD_MS : Infinity;
  }

  /** When one that is scheduled leaves, behind all that is before it. */
  #leavesMs(next: Departure): number {
    return Math.max(next.departAtMs, this.#mayLeaveMs(next, this.#marking + this.#ready.length));
  }

  /** Removes and returns what should be marked now, with what leaves soon after it; what is stale is given back. */
  takeForMark(markTakesMs: number): Departure[] {
    const now = this.#hands.monotonicMs();
    const taken: Departure[] = [];
    for (let next = this.#scheduled[0]; next; next = this.#scheduled[0]) {
      const isStale = now - next.departAtMs > STALE_MS;
      const mostMs = now + EARLY_MS + markTakesMs + MARK_LEAD_MS + (taken.length > 0 ? MARK_SPAN_MS : 0);
      if (!isStale && this.#leavesMs(next) > mostMs) break;
      this.#scheduled.shift();
      if (isStale) this.#hands.tooLate(next.message);
      else taken.push(next);
      this.#leaveMs = Math.max(this.#leaveMs, now - BUNCH_MS);
      this.#marking += isStale ? 0 : 1;
    }
    return taken;
  }

  /** Takes back what was asked to be marked: `departures` may go, the others of the `asked` may not. */
  marked(departures: Departure[], asked: number): void {
    this.#marking -= asked;
    this.#ready.push(...departures);
    this.release();
  }

  /** Lets go whatever may leave now, and wakes itself for the next. */
  release(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    for (let next = this.#ready[0]; next && this.#hands.hasRoom(); next = this.#ready[0]) {
      const now = this.#hands.monotonicMs();
      const waitMs = Math.max(next.departAtMs, this.#mayLeaveMs(next, 0)) - now;
      if (waitMs > EARLY_MS) {
        this.#timer = setTimeout(() => this.release(), waitMs);
        return;
      }
      this.#ready.shift();
      if (now - next.slotMs > LATENESS_GUARD_MS) this.#hands.tooLate(next.message);
      else this.#letGo(next, now);
    }
  }

  /** Empties the lane: what it still held was certainly not sent. */
  clear(): Departure[] {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    return [...this.#ready.splice(0), ...this.#scheduled.splice(0)];
  }

  /** When a message may leave at the earliest, with so many of the same lane before it. */
  #mayLeaveMs(departure: Departure, ahead: number): number {
    const { message } = departure;
    const forMedia = message.hasMedia && message.mps > MEDIA_MPS_MAX ? this.#media.opensMs(MEDIA_MPS_MAX, ahead) : -Infinity;
    return Math.max(this.#leaveMs + ahead * this.#apartMs(departure), this.#all.opensMs(message.mps, ahead), forMedia);
  }

  #apartMs({ message: { mps }, departAtMs }: Departure): number {
    const now = this.#hands.monotonicMs();
    const isCalm = now - departAtMs < CALM_MS && this.#all.heldItsRate(mps, now);
    return 1000 / (mps * (isCalm ? LASTING : CATCH_UP));
  }

  #letGo(departure: Departure, now: number): void {
    const { message } = departure;
    this.#leaveMs = Math.max(this.#leaveMs, now - BUNCH_MS) + this.#apartMs(departure);
    this.#all.left(message.mps, now);
    if (message.hasMedia) this.#media.left(MEDIA_MPS_MAX, now);
    this.#hands.send(departure);
  }
}

/** What left in the last second or so, so that no second holds more than a rate allows. Rates are in messages per second. */
class LeavingWindow {
  /** When the last messages left, oldest first, on the monotonic clock. */
  readonly #leftMs: number[] = [];
  /** Until when room is kept for first requests that arrive late, on the monotonic clock. */
  #coldUntilMs = -Infinity;

  /** When one more may leave, after so many that are ahead of it. */
  opensMs(mps: number, ahead: number): number {
    const { messages, ms } = windowOf(mps);
    // Of what leaves before it, only what has left already can keep the window closed.
    const opensFor = (most: number) => (ahead < most ? (this.#leftMs.at(ahead - most) ?? -Infinity) + ms : -Infinity);
    // Rounded down: a slow sender's messages are so far apart that none overtakes another.
    const whileCold = opensFor(messages - Math.floor((mps * COLD_MS) / 1000));
    return Math.max(opensFor(messages), Math.min(whileCold, this.#coldUntilMs));
  }

  /** Whether as much left in the last window as slots are in one. */
  heldItsRate(mps: number, now: number): boolean {
    const { messages, ms } = windowOf(mps);
    return (this.#leftMs.at(-Math.max(1, Math.floor(messages / LASTING))) ?? -Infinity) > now - ms;
  }

  left(mps: number, now: number): void {
    const { messages } = windowOf(mps);
    if (now - (this.#leftMs.at(-1) ?? -Infinity) > COLD_AFTER_MS) this.#coldUntilMs = now + COLD_LASTS_MS;
    this.#leftMs.push(now);
    if (this.#leftMs.length >= 2 * messages) this.#leftMs.splice(0, this.#leftMs.length - messages);
  }
}

/** Most messages that may leave in any time as long as this: somewhat more than a second, or what a slow sender needs for one. */
function windowOf(mps: number): { messages: number; ms: number } {
  const messages = Math.floor(mps * WINDOW_SHARE) + 1;
  return { messages, ms: (1000 * messages) / (mps * LASTING) };
}
