/** Starts scheduled campaigns at their time, once each however many workers look, and holds what cannot start. */
import { recordAudit } from "#lib/db/audit.ts";
import { lockCampaign, type CampaignRef, type LockedCampaign } from "#lib/db/campaign-writes.ts";
import { inTransaction, type Tx } from "#lib/db/connection.ts";
import { holdStart, listDueStarts, postponeStart, takeDueStart, type DueStart } from "#lib/db/due-starts.ts";
import { launchLocked, LaunchRefused, type LaunchRefusal } from "#lib/db/launch-locked.ts";
import { agreedAtMost, GRACE_MINUTES, minutesLate, startInWords, type CampaignStart } from "#lib/domain/campaign-start.ts";
import { nameOf } from "#lib/domain/name-of.ts";
import { problemSentence } from "#lib/domain/problem-sentence.ts";
import type { DrainWorld } from "./drain-world.ts";
import { sleep } from "./sleep.ts";

type StartWorld = Pick<DrainWorld, "db" | "say">;

/** How often starts are looked for, in milliseconds. */
const LOOK_EVERY_MS = 500;
/** A failing database is asked again after this, in milliseconds. */
const TROUBLE_WAIT_MS = 1_000;

/** Most launches of one worker at once: each has a connection of its own, and a large one takes half a minute. */
const STARTS_AT_ONCE_MAX = 4;

export type Started = "started" | "held" | "not-due";

/** Looks for starts until the signal, then finishes those in hand. A start that fails is tried again after a while, and no start waits for a larger one. */
export async function keepStarting(world: StartWorld, until: AbortSignal): Promise<void> {
  const starting = new Map<string, Promise<void>>();
  while (!until.aborted) {
    const due = await dueStarts(world);
    for (const start of due ?? []) {
      if (starting.size >= STARTS_AT_ONCE_MAX || starting.has(start.campaignId)) continue;
      starting.set(start.campaignId, startAndSay(world, start).finally(() => starting.delete(start.campaignId)));
    }
    await sleep(due === null ? TROUBLE_WAIT_MS : LOOK_EVERY_MS, until);
  }
  await Promise.all(starting.values());
}

async function dueStarts(world: StartWorld): Promise<DueStart[] | null> {
  try {
    return await listDueStarts(world.db);
  } catch {
    return null;
  }
}

async function startAndSay(world: StartWorld, due: DueStart): Promise<void> {
  const { campaignId } = due;
  try {
    const started = await startScheduled(due);
    if (started !== "not-due") world.say(`campaign ${started}`, { campaign: campaignId });
  } catch (error) {
    // What cannot be written down now is written down at the next failure.
    await inTransaction((tx) => postponeStart(tx, due, nameOf(error))).catch(() => undefined);
    world.say("a campaign could not be started and is tried again", { campaign: campaignId, error: nameOf(error) });
  }
}

/** Starts one campaign, or holds it for a person. On the everyday connections: the engine's plans are not made for a whole audience. */
export async function startScheduled(ref: CampaignRef): Promise<Started> {
  try {
    return await inTransaction((tx) => whileDue(tx, ref, (due) => launchOrHold(tx, ref, due)));
  } catch (error) {
    if (!(error instanceof LaunchRefused)) throw error;
    const why = refusedBecause(error.refusal);
    return inTransaction((tx) => whileDue(tx, ref, ({ start }) => hold(tx, ref, `${dueInWords(start)} It did not: ${why}`)));
  }
}

type Due = { campaign: LockedCampaign; start: CampaignStart; failures: number };

/** Does it under the campaign's lock, unless it is somebody else's or its start has not come. */
async function whileDue(tx: Tx, ref: CampaignRef, work: (due: Due) => Promise<Started>): Promise<Started> {
  const failures = await takeDueStart(tx, ref);
  if (failures === null) return "not-due";
  const campaign = await lockCampaign(tx, ref);
  return campaign?.start ? work({ campaign, start: campaign.start, failures }) : "not-due";
}

async function launchOrHold(tx: Tx, ref: CampaignRef, { campaign, start, failures }: Due): Promise<Started> {
  const late = minutesLate(start.at, campaign.now);
  if (late > GRACE_MINUTES) return hold(tx, ref, `${dueInWords(start)} ${failures > 0 ? `It was tried ${failures === 1 ? "once" : `${failures} times`} and could not be started` : "No worker ran then"}, and it is ${late} minutes late now. Start it now, choose another time, or cancel it.`);
  const counts = await launchLocked(tx, ref, { campaign, confirmed: Math.min(campaign.agreed === null ? Infinity : agreedAtMost(campaign.agreed), campaign.peopleMax ?? Infinity) });
  await recordAudit(tx, { accountId: ref.accountId, actorId: null, action: "campaign.launched", subjectKind: "campaign", subjectId: ref.campaignId, detail: { ...counts } });
  return "started";
}

async function hold(tx: Tx, ref: CampaignRef, reason: string): Promise<Started> {
  await holdStart(tx, ref, reason);
  return "held";
}

function dueInWords(start: CampaignStart): string {
  return `It should have started on ${startInWords(start)}.`;
}

function refusedBecause(refusal: LaunchRefusal): string {
  switch (refusal.kind) {
    case "incomplete":
      return problemSentence(refusal.problem);
    case "no-recipients":
      return "Nobody on its list would get it any more.";
    case "more-than-confirmed":
      return `The list has grown. ${refusal.queued} people would get it, which is more than the few beyond those who were agreed to.`;
    case "above-your-limit":
    case "needs-second-person":
      return "More people would get it than whoever scheduled it may write to.";
    case "takes-too-long":
      return `At these rates, and with what its senders have to send before, it would take ${Math.ceil(refusal.hours)} hours, and a message is not wanted any more after ${refusal.lifeHours}.`;
  }
}
