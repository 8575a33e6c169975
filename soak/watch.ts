/** Reads the simulator's log as it grows, and holds against it what can be held while the storm is on. */
import { pool } from "#lib/db/connection.ts";
import { type Seen, seenIn, type Violation } from "./evidence.ts";
import { rowInvariants } from "./row-invariants.ts";
import type { Stage } from "./stage.ts";

/** What is handed over at once holds the simulator up. */
const LOG_PAGE = 500;
/** More pages than any soak fills. */
const PAGES_MAX = 10_000;

export class Watch {
  readonly seen: Seen[] = [];
  readonly violations: Violation[] = [];
  accepted = 0;
  #next = 0;
  readonly #stage: Stage;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** Everything that came since the last time. */
  async read(): Promise<void> {
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const { entries, total } = await this.#stage.log(this.#next, LOG_PAGE);
      for (const entry of entries) {
        this.#next = entry.index + 1;
        const seen = seenIn(entry);
        if (seen === null) continue;
        this.seen.push(seen);
        if (seen.acceptedAt !== null) this.accepted += 1;
      }
      if (entries.length === 0 || this.#next >= total) return;
    }
  }

  /** What holds at every moment. A database that is away is asked the next time. */
  async look(): Promise<void> {
    await this.read();
    try {
      this.violations.push(...(await rowInvariants(pool(), "always")));
    } catch {
      // The storm has it.
    }
  }
}
