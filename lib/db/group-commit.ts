/** Many small writes, one commit: callers hand in a row each and are told when theirs is durable. */

export type GroupCommitOptions<Row> = {
  /** Writes all rows in one transaction; resolves after the commit. */
  write: (rows: Row[]) => Promise<unknown>;
  /** How long the first row of a group waits for company, in milliseconds. */
  gatherMs: number;
  /** Most rows in one group. */
  rowsMax: number;
  /** Most rows that wait behind the group that is being written; one more is refused at once. Left out for rows that nobody would hand in again. */
  waitingMax?: number;
  /** Whether an error is the fault of single rows: then each is written by itself, so that one costs the others nothing. */
  isOfOneRow?: (error: unknown) => boolean;
};

type Waiting<Row> = { row: Row; done: () => void; failed: (error: unknown) => void };

/** More rows wait than may. */
export class TooManyWaiting extends Error {}

/** Gathers rows while the previous group is being written, so a slow database makes larger groups, not longer queues. */
export class GroupCommit<Row> {
  readonly #options: GroupCommitOptions<Row>;
  #waiting: Waiting<Row>[] = [];
  #writing: Promise<void> | null = null;

  constructor(options: GroupCommitOptions<Row>) {
    this.#options = options;
  }

  /** Resolves when this row is committed; rejects when its group could not be written, or with `TooManyWaiting`. */
  add(row: Row): Promise<void> {
    if (this.#waiting.length >= (this.#options.waitingMax ?? Infinity)) return Promise.reject(new TooManyWaiting(`${this.#waiting.length} rows wait to be written.`));
    return new Promise((done, failed) => {
      this.#waiting.push({ row, done, failed });
      this.#writing ??= this.#writeAll();
    });
  }

  /** Resolves when everything handed in so far is committed or has failed. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.#options.gatherMs));
    while (this.#waiting.length > 0) await this.#writeGroup(this.#waiting.splice(0, this.#options.rowsMax));
    this.#writing = null;
  }

  async #writeGroup(group: Waiting<Row>[]): Promise<void> {
    try {
      await this.#options.write(group.map((each) => each.row));
      for (const each of group) each.done();
    } catch (error) {
      if (group.length > 1 && this.#options.isOfOneRow?.(error)) for (const each of group) await this.#writeGroup([each]);
      else for (const each of group) each.failed(error);
    }
  }
}
