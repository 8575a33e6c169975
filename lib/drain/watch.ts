/** Nothing is claimed before somebody has made sure that it is not late: after a worker starts, wakes up, or finds the database again. */
import { pulse } from "#lib/db/engine-pulse.ts";
import { GRACE_MINUTES } from "#lib/domain/campaign-start.ts";
import type { DrainWorld } from "./drain-world.ts";

/** How long it is known for, in milliseconds. */
const KNOWN_FOR_MS = 5_000;

export class Watch {
  readonly #world: DrainWorld;
  #saidAtMs = -Infinity;
  #asking: Promise<boolean> | null = null;

  constructor(world: DrainWorld) {
    this.#world = world;
  }

  /** Whether work may be claimed now. Asks the database every few seconds; those who ask meanwhile share the answer. */
  async kept(): Promise<boolean> {
    if (this.#world.monotonicMs() - this.#saidAtMs < KNOWN_FOR_MS) return true;
    this.#asking ??= this.#ask().finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #ask(): Promise<boolean> {
    const askedAtMs = this.#world.monotonicMs();
    try {
      const held = await pulse(this.#world.db, GRACE_MINUTES);
      if (held > 0) this.#world.say("no worker ran for too long: what is late is held for a person", { campaigns: held });
      this.#saidAtMs = askedAtMs;
      return true;
    } catch {
      this.#world.say("the database does not answer", {});
      return false;
    }
  }
}
