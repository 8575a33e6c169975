/** Before anything is claimed the database has to say that it is the one it was: a restored backup would send again what it no longer knows of. */
import { guardEngine } from "#lib/db/guard-engine.ts";
import type { DrainWorld } from "./drain-world.ts";
import { sleep } from "./sleep.ts";

/** A failing database is asked again after this, in milliseconds. */
const TROUBLE_WAIT_MS = 1_000;

/** Resolves when the database has answered, and holds every account where it is another one; or at the signal. */
export async function knowHome(world: DrainWorld, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    try {
      const change = await guardEngine(world.db, { starting: true, silentMaxMs: world.silentMaxMs });
      if (change !== null) world.say("HELD: nothing is sent before an admin clears it", { change });
      return;
    } catch {
      world.say("the database does not answer", {});
      await sleep(TROUBLE_WAIT_MS, until);
    }
  }
}
