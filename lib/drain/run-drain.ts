/** Runs the drains of every sender that has work, until told to stop. */
import { randomUUID } from "node:crypto";
import { claimDue, type ClaimResult } from "#lib/db/claim-due.ts";
import { listActiveSenders, type ActiveSender } from "#lib/db/sender-gates.ts";
import { Departures } from "./departures.ts";
import { HORIZON_MS, type DrainTotals, type DrainWorld } from "./drain-world.ts";
import { Settlements } from "./settlements.ts";
import { sleep } from "./sleep.ts";
import { keepUp } from "./upkeep.ts";

/** How often senders with new work are looked for, in milliseconds. */
const LOOK_EVERY_MS = 250;
/** A sender with nothing due is asked again after this, in milliseconds. */
const EMPTY_WAIT_MS = 500;
/** Another worker holds the gate: ask again after this, in milliseconds. */
const BUSY_WAIT_MS = 25;
/** The next claim comes while this much of the last one is still to depart, in milliseconds, so that the rate never runs dry. */
const LEAD_MS = HORIZON_MS / 2;
/** Every place of the account is taken by a request without an answer: look again after this, in milliseconds. */
const FULL_WAIT_MS = 10;
const WAIT_MIN_MS = 5;
/** However far the next slot is: the rate may be raised meanwhile. */
const WAIT_MAX_MS = 1_000;
/** A failing database is asked again after this, in milliseconds. */
const TROUBLE_WAIT_MS = 1_000;

/** Drains until `until` is aborted; then finishes what is in hand, gives back what was claimed and not sent, and tells what it did. */
export async function runDrain(world: DrainWorld, until: AbortSignal): Promise<DrainTotals> {
  const settlements = new Settlements(world);
  const departures = new Departures(world, (message, outcome) => settlements.take(message, outcome));
  const serving = new Map<string, Promise<void>>();
  const upkeep = keepUp(world, until);
  while (!until.aborted) {
    for (const sender of await activeSenders(world)) {
      if (serving.has(sender.senderId)) continue;
      const served = serve(world, sender, { departures, settlements, until }).finally(() => serving.delete(sender.senderId));
      serving.set(sender.senderId, served);
    }
    await sleep(LOOK_EVERY_MS, until);
  }
  await Promise.all([...serving.values(), upkeep]);
  await departures.stop();
  await settlements.settled();
  return settlements.totals;
}

type Hands = { departures: Departures; settlements: Settlements; until: AbortSignal };

/** Claims for one sender, again and again, until it has nothing due for a moment. */
async function serve(world: DrainWorld, sender: ActiveSender, hands: Hands): Promise<void> {
  while (!hands.until.aborted) {
    const batchMax = hands.departures.reserve(sender.accountId, Math.ceil((sender.mps * HORIZON_MS) / 1000) + 1);
    if (batchMax === 0) {
      await sleep(FULL_WAIT_MS, hands.until);
      continue;
    }
    const claimed = await claim(world, sender, batchMax);
    hands.departures.giveBackRoom(sender.accountId, batchMax);
    if (claimed === null) return sleep(TROUBLE_WAIT_MS, hands.until);
    hands.settlements.totals.claimed += claimed.messages.length;
    hands.departures.add(claimed.messages, world.monotonicMs());
    // Leaving lets the next look decide again whether this sender is held or still has a running campaign.
    if (claimed.kind === "empty" || claimed.kind === "busy") return sleep(claimed.kind === "empty" ? EMPTY_WAIT_MS : BUSY_WAIT_MS, hands.until);
    await sleep(Math.min(WAIT_MAX_MS, Math.max(WAIT_MIN_MS, claimed.nextSlotInMs - LEAD_MS)), hands.until);
  }
}

/** Null when the database could not be asked. What a lost answer claimed is given back by the reaper: it never departed. */
async function claim(world: DrainWorld, sender: ActiveSender, batchMax: number): Promise<ClaimResult | null> {
  try {
    return await claimDue(world.db, { senderId: sender.senderId, claimToken: randomUUID(), worker: world.worker, horizonMs: HORIZON_MS, batchMax });
  } catch {
    world.say("claim failed", { sender: sender.senderId });
    return null;
  }
}

async function activeSenders(world: DrainWorld): Promise<ActiveSender[]> {
  try {
    return await listActiveSenders(world.db);
  } catch {
    world.say("the database does not answer", {});
    return [];
  }
}
