/** How many messages of each account this process may have on their way: what Twilio answers slowly, or refuses, must not be claimed only to be given back. */

type Taken = {
  /** Places kept for a claim whose answer is not there yet. */
  reserved: number;
  /** Requests without an answer. */
  inFlight: number;
};

export class Rooms {
  readonly #roomOf: (accountId: string) => number;
  readonly #accounts = new Map<string, Taken>();

  /** `roomOf` says how many requests of an account may be under way now. */
  constructor(roomOf: (accountId: string) => number) {
    this.#roomOf = roomOf;
  }

  /** Keeps up to `most` places beside those that `waiting` claimed messages will need, and returns how many. */
  reserve(accountId: string, most: number, waiting: number): number {
    const taken = this.#takenBy(accountId);
    const free = this.#roomOf(accountId) - taken.inFlight - taken.reserved - waiting;
    const kept = Math.max(0, Math.min(most, free));
    taken.reserved += kept;
    return kept;
  }

  giveBack(accountId: string, reserved: number): void {
    this.#takenBy(accountId).reserved -= reserved;
  }

  /** Whether one more request may leave now. */
  hasRoom(accountId: string): boolean {
    return this.#takenBy(accountId).inFlight < this.#roomOf(accountId);
  }

  left(accountId: string): void {
    this.#takenBy(accountId).inFlight += 1;
  }

  answered(accountId: string): void {
    this.#takenBy(accountId).inFlight -= 1;
  }

  #takenBy(accountId: string): Taken {
    const known = this.#accounts.get(accountId) ?? { reserved: 0, inFlight: 0 };
    this.#accounts.set(accountId, known);
    return known;
  }
}
