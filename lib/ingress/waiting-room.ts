/** A bound on how much is under way at once: what does not fit is refused at once instead of waiting in memory. */

export class NoRoom extends Error {}

/** Counts in the memory of one process. */
export class WaitingRoom {
  readonly #placesMax: number;
  #taken = 0;

  constructor(placesMax: number) {
    this.#placesMax = placesMax;
  }

  /** Does `work` and hands on what became of it; throws `NoRoom` without doing it when all places are taken. */
  async enter<T>(work: () => Promise<T>): Promise<T> {
    if (this.#taken >= this.#placesMax) throw new NoRoom(`All ${this.#placesMax} places are taken.`);
    this.#taken += 1;
    try {
      return await work();
    } finally {
      this.#taken -= 1;
    }
  }
}
