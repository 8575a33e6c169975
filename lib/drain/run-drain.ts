/** Runs the drains of every sender that has work, until told to stop. */
import { randomUUID } from "node:crypto";
import { crashpoint, crashpointOnceAsked } from "#lib/crashpoint.ts";
import { claimDue, type ClaimResult } from "#lib/db/claim-due.ts";
import { claimProbe } from "#lib/db/rest-senders.ts";
import { leaveSenders, listActiveSenders, type ActiveSender, type ActiveSenders } from "#lib/db/sender-gates.ts";
import { senderToLeave, sendersToTake } from "#lib/domain/sender-share.ts";
import { Departures } from "./departures.ts";
import { HORIZON_MS, type DrainTotals, type DrainWorld } from "./drain-world.ts";
import { knowHome } from "./know-home.ts";
import { Settlements } from "./settlements.ts";
import { sleep } from "./sleep.ts";
import { keepStarting } from "./start-scheduled.ts";
import { keepUp } from "./upkeep.ts";
import { Watch } from "./watch.ts";

/** How often senders with new work are looked for, in milliseconds. */
const LOOK_EVERY_MS = 250;
/** Likewise, by a worker that serves nobody while others serve everybody: it is there for the day that one of them dies. */
const ONLOOK_EVERY_MS = 500;
/** For how long a worker must see that it serves more than its share before it leaves a sender to another, in milliseconds: longer than a dead one counts as alive. */
const LEAVE_AFTER_MS = 4_000;
/** A sender with nothing due is asked again after this, in milliseconds. */
const EMPTY_WAIT_MS = 500;
/** Somebody holds the gate for a moment, or another worker serves the sender: so often it is asked again, after this long in milliseconds. */
const BUSY_MAX = 3;
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
  const serving = new Map<string, Serving>();
  await knowHome(world, until);
  const watch = new Watch(world);
  const beside = [keepUp(world, until), keepStarting(world, until)];
  let evenAtMs = world.monotonicMs();
  while (!until.aborted) {
    const active = await activeSenders(world, watch);
    if (active === null) {
      await sleep(TROUBLE_WAIT_MS, until);
      continue;
    }
    const shared = { ...active, here: new Set(serving.keys()) };
    const toTake = new Set(sendersToTake(shared));
    for (const sender of active.senders.filter(({ senderId }) => toTake.has(senderId))) {
      const stop = new AbortController();
      const hands = { departures, settlements, watch, until: AbortSignal.any([until, stop.signal]) };
      const served = serve(world, sender, hands).finally(() => serving.delete(sender.senderId));
      serving.set(sender.senderId, { served, stop });
    }
    const toLeave = senderToLeave(shared);
    if (toLeave === null) evenAtMs = world.monotonicMs();
    else if (world.monotonicMs() - evenAtMs > LEAVE_AFTER_MS) {
      evenAtMs = world.monotonicMs();
      await leave(world, toLeave, serving.get(toLeave));
    }
    const looksOn = serving.size === 0 && active.senders.length > 0;
    await sleep(looksOn ? ONLOOK_EVERY_MS : LOOK_EVERY_MS, until);
  }
  await Promise.all([...Array.from(serving.values(), ({ served }) => served), ...beside]);
  await leave(world, null, undefined);
  await departures.stop();
  await settlements.settled();
  return settlements.totals;
}

type Serving = { served: Promise<void>; stop: AbortController };

/** Serves a sender, or all of them, no longer, and says so: another worker need not wait until it is missed. */
async function leave(world: DrainWorld, senderId: string | null, serving: Serving | undefined): Promise<void> {
  serving?.stop.abort();
  await serving?.served;
  await leaveSenders(world.db, world.worker, senderId).catch(() => world.say("sender not left", {}));
}

type Hands = { departures: Departures; settlements: Settlements; watch: Watch; until: AbortSignal };

/** Claims for one sender, again and again, until it has nothing due for a moment. */
async function serve(world: DrainWorld, sender: ActiveSender, hands: Hands): Promise<void> {
  let busy = 0;
  while (!hands.until.aborted) {
    const batchMax = hands.departures.reserve(sender.accountId, sender.probe ? 1 : Math.ceil((sender.mps * HORIZON_MS) / 1000) + 1);
    if (batchMax === 0) {
      await sleep(FULL_WAIT_MS, hands.until);
      continue;
    }
    const claimed = (await hands.watch.kept()) ? await claim(world, sender, batchMax) : null;
    hands.departures.giveBackRoom(sender.accountId, batchMax);
    if (claimed === null) return sleep(TROUBLE_WAIT_MS, hands.until);
    if (claimed.kind === "granted") crashpoint("C4");
    hands.settlements.totals.claimed += claimed.messages.length;
    hands.departures.add(claimed.messages, world.monotonicMs());
    if (sender.probe) return sleep(EMPTY_WAIT_MS, hands.until);
    // Leaving lets the next look decide again whether this sender is held or still has a running campaign.
    busy = claimed.kind === "busy" ? busy + 1 : 0;
    if (busy > BUSY_MAX) return;
    if (claimed.kind === "empty") return sleep(EMPTY_WAIT_MS, hands.until);
    await sleep(busy > 0 ? BUSY_WAIT_MS : Math.min(WAIT_MAX_MS, Math.max(WAIT_MIN_MS, claimed.nextSlotInMs - LEAD_MS)), hands.until);
  }
}

/** Null when the database could not be asked. What a lost answer claimed is given back by the reaper: it never departed. */
async function claim(world: DrainWorld, sender: ActiveSender, batchMax: number): Promise<ClaimResult | null> {
  try {
    crashpoint("C1");
    crashpointOnceAsked("C2");
    const asked = { senderId: sender.senderId, claimToken: randomUUID(), worker: world.worker, horizonMs: HORIZON_MS };
    return await (sender.probe ? claimProbe(world.db, asked) : claimDue(world.db, { ...asked, batchMax }));
  } catch {
    world.say("claim failed", { sender: sender.senderId });
    return null;
  }
}

/** Null when the database could not be asked. */
async function activeSenders(world: DrainWorld, watch: Watch): Promise<ActiveSenders | null> {
  if (!(await watch.kept())) return null;
  try {
    return await listActiveSenders(world.db, world.worker);
  } catch {
    world.say("the database does not answer", {});
    return null;
  }
}
