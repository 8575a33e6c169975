/** What has to happen beside sending: the dead are given up, finished campaigns are closed. */
import { crashpoint } from "#lib/crashpoint.ts";
import { cancelQueued, completeSent, expireQueued } from "#lib/db/close-campaigns.ts";
import { deferClosed } from "#lib/db/defer-closed.ts";
import { giveOver } from "#lib/db/give-over.ts";
import { guardEngine } from "#lib/db/guard-engine.ts";
import { alignGates } from "#lib/db/hold-account.ts";
import { judgeCanaries } from "#lib/db/judge-canaries.ts";
import { sweepOldNotes } from "#lib/db/sweep-old-notes.ts";
import { suppressLeftovers } from "#lib/db/opt-out.ts";
import { markAmbiguous, returnUndeparted } from "#lib/db/reap-attempts.ts";
import { takeTurn } from "#lib/db/take-turn.ts";
import type { DrainWorld } from "./drain-world.ts";
import { giveBackUnsent, type KnownDead } from "./give-back-unsent.ts";
import { sleep } from "./sleep.ts";

const EVERY_MS = 1_000;
/** Somewhat less than that, so that a worker alone never waits for a second round. */
const TURN_MS = 900;
/** What is old can wait: it is looked for at the first pass and at every so many. */
const SWEEP_EVERY_PASSES = 60;
/** Most batches of messages moved by one step of a pass, so that the other steps have their turn. */
const BATCHES_MAX = 20;

/** Repeats the upkeep every second until the signal. Each step is safe to run from any number of workers, and one of them does it for all. */
export async function keepUp(world: DrainWorld, until: AbortSignal): Promise<void> {
  const known: KnownDead = new Map();
  for (let pass = 0; !until.aborted; pass += 1) {
    await step(world, "returned from the dead", () => giveBackUnsent(world, known));
    if (await isOurTurn(world)) await upkeepOnce(world);
    if (pass % SWEEP_EVERY_PASSES === 0) await step(world, "old notes removed", () => sweepOldNotes(world.db));
    await sleep(EVERY_MS, until);
  }
}

/** One pass; a step that fails is tried again by the next pass and does not stop the others. */
async function upkeepOnce(world: DrainWorld): Promise<void> {
  await step(world, "HELD: nothing is sent before an admin clears it", async () => ((await guardEngine(world.db, { starting: false })) === null ? 0 : 1));
  await step(world, "gates held or let go with their account", () => alignGates(world.db, null));
  await step(world, "canaries judged", () => judgeCanaries(world.db));
  await step(world, "returned", () => returnUndeparted(world.db));
  crashpoint("L1");
  await step(world, "ambiguous", () => markAmbiguous(world.db, world.shard));
  await step(world, "moved to other senders", () => giveOver(world.db));
  await step(world, "suppressed", () => suppressLeftovers(world.db));
  await step(world, "cancelled", () => cancelQueued(world.db, world.shard));
  await step(world, "deferred", () => inBatches(() => deferClosed(world.db)));
  await step(world, "expired", () => inBatches(() => expireQueued(world.db, world.shard)));
  await step(world, "completed", () => completeSent(world.db));
}

async function isOurTurn(world: DrainWorld): Promise<boolean> {
  try {
    return await takeTurn(world.db, "upkeep", TURN_MS);
  } catch {
    return false;
  }
}

/** While messages that are closed or too late stand before the others in a queue, every claim looks past them: they go as fast as they can. */
async function inBatches(move: () => Promise<number>): Promise<number> {
  let total = 0;
  for (let batch = 0; batch < BATCHES_MAX; batch += 1) {
    const moved = await move();
    total += moved;
    if (moved === 0) break;
  }
  return total;
}

async function step(world: DrainWorld, name: string, work: () => Promise<number>): Promise<void> {
  try {
    const count = await work();
    if (count > 0) world.say(`upkeep: ${name}`, { count });
  } catch {
    world.say(`upkeep failed: ${name}`, {});
  }
}
