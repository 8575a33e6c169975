/**
 * When a campaign is done, and how long its queue is until then. The launch, its review and the report of a campaign under
 * way ask this one function.
 *
 * Messages are a fluid here, which runs off at each sender's rate: the end is right to one message per lane and wave, and to
 * the tenth of a second in which a claim takes what is due. What nobody can know is not in it: rests that Twilio asks for,
 * workers that are down, people who opt out.
 */
import { MEDIA_MPS_MAX } from "./sender-rate.ts";

/** What carries media has a rate of its own below that of its sender. */
export type Lane = "text" | "media";

/** Messages that are due at a moment, in seconds from now. */
export type Wave = { atSeconds: number; messages: number };

export type HorizonSender = {
  id: string;
  /** Messages per second. */
  mps: number;
  /** What the campaign gives it. */
  own: Wave[];
  /** What other campaigns have for it: of what is due at the same moment, it goes first. */
  others: (Wave & { lane: Lane })[];
};

export type HorizonPlan = {
  lane: Lane;
  senders: HorizonSender[];
  /** After this, in seconds from now, nobody wants the campaign's messages any more. */
  deadlineSeconds?: number;
};

/** How many messages of the campaign are due and wait, at a moment. Between two points it is a straight line. */
export type QueuePoint = { atSeconds: number; queued: number };

export type SenderHorizon = {
  id: string;
  /** When its last message of the campaign leaves; 0 without any, Infinity when it has no rate. */
  seconds: number;
  curve: QueuePoint[];
  /** Messages of the campaign that it would not have sent by the deadline. */
  late: number;
};

export type Horizon = { seconds: number; late: number; senders: SenderHorizon[] };

/** Plays a plan to its end. */
export function horizon({ lane, senders, deadlineSeconds = Infinity }: HorizonPlan): Horizon {
  const each = senders.map((sender) => senderHorizon(sender, lane, deadlineSeconds));
  return {
    seconds: each.reduce((longest, { seconds }) => Math.max(longest, seconds), 0),
    late: each.reduce((sum, { late }) => sum + late, 0),
    senders: each,
  };
}

/** How fast a sender may send in one lane, in messages per second. */
export function laneRate(mps: number, lane: Lane): number {
  return lane === "media" ? Math.min(mps, MEDIA_MPS_MAX) : mps;
}

/** How fast both lanes run when both have work, as the claim takes them in turn. */
function ratesOf(mps: number, busy: Record<Lane, boolean>): Record<Lane, number> {
  const media = laneRate(mps, "media");
  if (!busy.media || !busy.text) return { text: busy.text ? mps : 0, media: busy.media ? media : 0 };
  const shared = Math.min(media, mps / 2);
  return { text: mps - shared, media: shared };
}

type Part = { atSeconds: number; left: number; own: boolean };

function senderHorizon({ id, mps, own, others }: HorizonSender, lane: Lane, deadlineSeconds: number): SenderHorizon {
  const waves = own.filter(({ messages }) => messages > 0);
  const total = waves.reduce((sum, { messages }) => sum + messages, 0);
  if (total === 0) return { id, seconds: 0, curve: [], late: 0 };
  if (!(mps > 0)) return { id, seconds: Infinity, curve: [{ atSeconds: 0, queued: total }], late: total };

  const lanes: Record<Lane, Part[]> = { text: [], media: [] };
  for (const { atSeconds, messages, lane: of } of others) if (messages > 0) lanes[of].push({ atSeconds, left: messages, own: false });
  for (const { atSeconds, messages } of waves) lanes[lane].push({ atSeconds, left: messages, own: true });
  for (const parts of Object.values(lanes)) parts.sort((one, other) => one.atSeconds - other.atSeconds || Number(one.own) - Number(other.own));
  const curve = played(lanes, mps, waves);
  const sent = sentBy(curve, waves, deadlineSeconds);
  return { id, seconds: curve.at(-1)?.atSeconds ?? 0, curve, late: Math.max(0, total - sent) };
}

/** Less than this is left of a part only because numbers are rounded. */
const CRUMB = 1e-9;

/** From one event to the next: something becomes due, or the first part of a lane is done. Each part brings at most two, so it ends. */
function played(lanes: Record<Lane, Part[]>, mps: number, waves: Wave[]): QueuePoint[] {
  let at = 0;
  let left = waves.reduce((sum, { messages }) => sum + messages, 0);
  const due = (moment: number) => waves.reduce((sum, wave) => sum + (wave.atSeconds > moment ? wave.messages : 0), 0);
  const curve: QueuePoint[] = [{ atSeconds: 0, queued: left - due(0) }];
  const eventsMax = 2 * (lanes.text.length + lanes.media.length);
  for (let event = 0; event < eventsMax && left > CRUMB; event += 1) {
    const heads = { text: lanes.text[0], media: lanes.media[0] };
    const isDue = (head: Part | undefined): head is Part => head !== undefined && head.atSeconds <= at;
    const rates = ratesOf(mps, { text: isDue(heads.text), media: isDue(heads.media) });
    const ends = (["text", "media"] as const).map((name) => endOf(heads[name], { at, rate: rates[name] }));
    const next = Math.min(...ends, ...nextDue(lanes, at));
    if (!Number.isFinite(next)) break;
    for (const name of ["text", "media"] as const) if (isDue(heads[name])) left -= sendFrom(lanes[name], rates[name] * (next - at));
    if (waves.some((wave) => wave.atSeconds === next)) curve.push({ atSeconds: next, queued: Math.max(0, left - waves.reduce((sum, wave) => sum + (wave.atSeconds >= next ? wave.messages : 0), 0)) });
    at = next;
    curve.push({ atSeconds: at, queued: left <= CRUMB ? 0 : Math.max(0, left - due(at)) });
  }
  return curve;
}

/** Takes up to so many messages from the first part of a lane, and the part with its last crumb. Returns how many of them were own ones. */
function sendFrom(parts: Part[], most: number): number {
  const [head] = parts;
  if (!head) return 0;
  const rest = head.left - Math.min(head.left, most);
  const sent = rest <= CRUMB ? head.left : head.left - rest;
  head.left -= sent;
  if (head.left === 0) parts.shift();
  return head.own ? sent : 0;
}

function endOf(head: Part | undefined, { at, rate }: { at: number; rate: number }): number {
  return head && rate > 0 && head.atSeconds <= at ? at + head.left / rate : Infinity;
}

/** When the next part of each lane becomes due that is not yet. */
function nextDue(lanes: Record<Lane, Part[]>, at: number): number[] {
  return Object.values(lanes).flatMap((parts) => parts.find((part) => part.atSeconds > at)?.atSeconds ?? []);
}

/** Messages that have left by a moment: what was due by then, without what still waits. */
function sentBy(curve: QueuePoint[], waves: Wave[], moment: number): number {
  return waves.reduce((sum, wave) => sum + (wave.atSeconds <= moment ? wave.messages : 0), 0) - queuedAt(curve, moment);
}

/** How many messages wait at a moment. */
export function queuedAt(curve: QueuePoint[], moment: number): number {
  const after = curve.findIndex((point) => point.atSeconds > moment);
  const [before, next] = after === -1 ? [curve.at(-1), undefined] : [curve[after - 1], curve[after]];
  if (!before) return 0;
  if (!next) return before.queued;
  return before.queued + ((next.queued - before.queued) * (moment - before.atSeconds)) / (next.atSeconds - before.atSeconds);
}

/** Most moments of a chart. */
export const CURVE_POINTS_MAX = 60;

/** The queue of each sender at the same moments, for a chart: those at which something changes, or evenly spaced ones when they are many or a wave makes a step. */
export function queueCurves({ senders, seconds }: Horizon): { atSeconds: number; queued: Record<string, number> }[] {
  if (!Number.isFinite(seconds) || seconds <= 0) return [];
  const changes = Array.from(new Set(senders.flatMap(({ curve }) => curve.map(({ atSeconds }) => atSeconds)))).sort((one, other) => one - other);
  const steps = senders.some(({ curve }) => curve.some((point, index) => point.atSeconds === curve[index + 1]?.atSeconds));
  const even = Array.from({ length: CURVE_POINTS_MAX }, (_, index) => (seconds * index) / (CURVE_POINTS_MAX - 1));
  return (steps || changes.length > CURVE_POINTS_MAX ? even : changes).map((atSeconds) => ({
    atSeconds,
    queued: Object.fromEntries(senders.map(({ id, curve }) => [id, Math.round(queuedAt(curve, atSeconds))])),
  }));
}
