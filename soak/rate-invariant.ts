/** V4: how many messages of one sender were taken in any stretch of time, wherever it begins. */
import { type Violation, violation } from "./evidence.ts";

/** A rate and from when it held, in ms since 1970. */
export type RateFrom = { atMs: number; mps: number };

/** The simulator was behind for so many milliseconds until then, told by a timer or by a request that it sent to itself: what came meanwhile, it saw late. */
export type Stall = { endMs: number; ms: number };

/** From when to when the simulator was behind what lay in its sockets, in ms since 1970. */
type Behind = { fromMs: number; untilMs: number };

/** How far over its rate a sender may be: while nothing disturbs it, and while processes are killed and stopped. */
export type Allowance = "steady" | "storm";

/** A new rate counts within a second; until then the old one may still be seen. */
const TAKES_EFFECT_MS = 1_000;
/** The simulator looks every 10 ms and is up to 15 ms late untold: what it was held up by lasts that much longer at either end. */
const UNTOLD_MS = 30;
const WINDOWS: Record<Allowance, { windowMs: number; most: (mps: number) => number }[]> = {
  steady: [
    { windowMs: 1_000, most: (mps) => mps * 1.02 + 1 },
    { windowMs: 10_000, most: (mps) => 10 * mps * 1.03 },
  ],
  storm: [
    { windowMs: 1_000, most: (mps) => mps * 1.25 + 1 },
    { windowMs: 10_000, most: (mps) => 10 * mps * 1.03 },
  ],
};

export type Pace = { /** In the order in which they held, the first from before the first time. */ rates: readonly RateFrom[]; allowance: Allowance; stalls: readonly Stall[] };

/** A stretch of time that held more than it may, from its first message to its last, in ms since 1970. */
export type FullWindow = { windowMs: number; fromMs: number; toMs: number; count: number; allowed: number };

/** Every window that is too full, those that exceed by most first. `times` in rising order. */
export function fullWindows(times: readonly number[], { rates, allowance, stalls }: Pace): FullWindow[] {
  const full: FullWindow[] = [];
  const stretches = stretchesBehind(stalls);
  for (const { windowMs, most } of WINDOWS[allowance]) {
    let start = 0;
    for (let end = 0; end < times.length; end += 1) {
      const toMs = times[end] ?? 0;
      while (toMs - (times[start] ?? 0) >= windowMs) start += 1;
      const count = end - start + 1;
      const fromMs = times[start] ?? 0;
      const mps = highestRate(rates, fromMs, toMs);
      // A sender that is slower than any window still has its one.
      if (count <= Math.max(1, most(mps))) continue;
      const allowed = Math.max(1, most(mps)) + (mps * behindMs(stretches, fromMs)) / 1_000;
      if (count > allowed) full.push({ windowMs, fromMs, toMs, count, allowed });
    }
  }
  return full.toSorted((one, other) => other.count - other.allowed - (one.count - one.allowed));
}

/** V4 of what `fullWindows` found, with an origin for the worst of it where one is known. */
export function rateViolations(sender: string, full: readonly FullWindow[], origin: string | null = null): Violation[] {
  return Array.from(Map.groupBy(full, ({ windowMs }) => windowMs)).flatMap(([windowMs, windows]) => {
    const [found] = violation("V4", `more than allowed in ${windowMs / 1000} s of sender ${sender.slice(-4)}`, windows.map(asText));
    return found ? [{ ...found, examples: [...(origin === null ? [] : [origin]), ...found.examples] }] : [];
  });
}

/** `times` in rising order. */
export function rateInvariant(sender: string, times: readonly number[], pace: Pace): Violation[] {
  return rateViolations(sender, fullWindows(times, pace));
}

function asText({ count, allowed, toMs }: FullWindow): string {
  return `${count} where ${Math.floor(allowed)} are allowed, up to ${new Date(toMs).toISOString()}`;
}

/** The highest rate that may still have counted at any moment between the two. */
function highestRate(rates: readonly RateFrom[], fromMs: number, toMs: number): number {
  let highest = 0;
  for (const [index, { atMs, mps }] of rates.entries()) {
    const endsMs = (rates[index + 1]?.atMs ?? Infinity) + TAKES_EFFECT_MS;
    if (atMs <= toMs && endsMs >= fromMs) highest = Math.max(highest, mps);
  }
  return highest;
}

/** The stretches in which the simulator was behind. When it wakes, it is behind until it has read everything that came meanwhile, which makes its timer late again: stalls in a row are one. */
function stretchesBehind(stalls: readonly Stall[]): Behind[] {
  const found: Behind[] = [];
  const told = stalls.map(({ endMs, ms }) => ({ fromMs: endMs - ms - UNTOLD_MS, untilMs: endMs + UNTOLD_MS }));
  for (const stretch of told.toSorted((one, other) => one.fromMs - other.fromMs)) {
    const last = found.at(-1);
    if (last && stretch.fromMs <= last.untilMs) last.untilMs = Math.max(last.untilMs, stretch.untilMs);
    else found.push(stretch);
  }
  return found;
}

/** How long the simulator was behind, all in all, in milliseconds. */
export function lateMs(stalls: readonly Stall[]): number {
  return stretchesBehind(stalls).reduce((sum, { fromMs, untilMs }) => sum + untilMs - fromMs - 2 * UNTOLD_MS, 0);
}

/** How long before a window began its first message may have come, in milliseconds: since the simulator fell behind. What holds it up later only takes messages out of the window. */
function behindMs(stretches: readonly Behind[], atMs: number): number {
  const within = stretches.find(({ fromMs, untilMs }) => fromMs <= atMs && atMs <= untilMs);
  return within ? atMs - within.fromMs : 0;
}
