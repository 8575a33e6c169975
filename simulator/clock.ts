/** The simulator's clock: the machine's, with whatever it was moved forward. */
import type { World } from "./world.ts";

export type Time = {
  /** ms since 1970, with fraction. */
  now: number;
  /** How far ahead of the machine's clock it is. */
  advancedSeconds: number;
  speed: number;
};

const DAY_SECONDS = 86_400;
const SECOND_MS = 1000;
/** One order moves the clock by a year at most. */
export const ADVANCE_MAX_SECONDS = 366 * DAY_SECONDS;

/** ms since 1970, with fraction, never going back while the process lives. */
export function machineTime(): number {
  return performance.timeOrigin + performance.now();
}

/** Moves the clock forward: what was due in between happens now, in its order. */
export function advance(world: World, seconds: number): Time {
  world.advance.ms += seconds * SECOND_MS;
  world.journal.write({ kind: "clock", advanceMs: seconds * SECOND_MS });
  world.agenda.wake();
  return timeOf(world);
}

export function timeOf(world: World): Time {
  return { now: world.clock(), advancedSeconds: world.advance.ms / SECOND_MS, speed: world.settings.speed };
}
