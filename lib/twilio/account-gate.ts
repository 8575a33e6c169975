/** The gate before the wire: as many requests of one account under way as it has room for, the others wait where nothing can have left. */
import { concurrencyAfter, firstConcurrency, roomOf, type Concurrency, type RoomAnswer } from "#lib/domain/concurrency.ts";
import { TransportFailure } from "./evidence.ts";
import type { LineLimits } from "./line-limits.ts";

type Waiting = { enter: (place: Place) => void; refuse: (sentence: string) => void };

/** What an answer says of room: null for one that says nothing. */
export type Told = Pick<RoomAnswer, "departedAtMs" | "isRefused" | "reported"> | null;
/** A place under way: how many were, this one included, when it was taken. */
export type Place = { inFlight: number };

/** Whoever entered must leave. */
export class AccountGate {
  readonly #limits: Pick<LineLimits, "turnMs" | "waitingMax">;
  readonly #monotonicMs: () => number;
  /** In the order of their coming. */
  readonly #waiting = new Set<Waiting>();
  #concurrency: Concurrency = firstConcurrency();
  #inFlight = 0;
  #isClosed = false;

  constructor(limits: Pick<LineLimits, "turnMs" | "waitingMax">, monotonicMs: () => number) {
    this.#limits = limits;
    this.#monotonicMs = monotonicMs;
  }

  /** How many requests may be under way. */
  get room(): number {
    return roomOf(this.#concurrency);
  }

  /** Resolves with a place when it is one's turn. Throws `TransportFailure` (nothing departed) when that takes too long or too many wait. */
  async enter(): Promise<Place> {
    if (this.#isClosed) throw new TransportFailure("The way to Twilio is closed.", false);
    if (this.#waiting.size === 0 && this.#inFlight < this.room) return this.#take();
    if (this.#waiting.size >= this.#limits.waitingMax) throw new TransportFailure("Too many requests to Twilio are waiting.", false);
    return this.#turn();
  }

  /** Frees the place, after what the answer told was learnt. */
  leave({ inFlight }: Place, told: Told): void {
    if (told) this.#concurrency = concurrencyAfter(this.#concurrency, { ...told, answeredAtMs: this.#monotonicMs(), inFlight });
    this.#inFlight -= 1;
    for (const next of this.#waiting) {
      if (this.#inFlight >= this.room) return;
      next.enter(this.#take());
    }
  }

  /** Refuses whoever waits, and whoever comes later. */
  close(): void {
    this.#isClosed = true;
    for (const each of this.#waiting) each.refuse("The way to Twilio is closed.");
  }

  #take(): Place {
    this.#inFlight += 1;
    return { inFlight: this.#inFlight };
  }

  #turn(): Promise<Place> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer);
        this.#waiting.delete(waiting);
        settle();
      };
      const refuse = (sentence: string) => end(() => reject(new TransportFailure(sentence, false)));
      const waiting: Waiting = { enter: (place) => end(() => resolve(place)), refuse };
      const timer = setTimeout(() => refuse("It waited too long for its turn."), this.#limits.turnMs);
      this.#waiting.add(waiting);
    });
  }
}
