/** Round moments for the axis of a chart, and how they are written, both by the clocks of one zone. */
import { offsetIn } from "./zone-offset.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Even the shortest day, when the clocks go forward, is longer than this. */
const NEARLY_DAY = 22 * HOUR;
const STEPS = [
  1 * SECOND, 2 * SECOND, 5 * SECOND, 10 * SECOND, 15 * SECOND, 30 * SECOND,
  1 * MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE,
  1 * HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR,
  1 * DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY,
];
const TICKS_MAX = 24;
/** Steps that can lie before the first tick, when the clocks were changed meanwhile. */
const STEPS_BEFORE = 4;

export type Span = { from: number; to: number };

/** At most `most` moments between two that are round on the clocks of `zone`, in milliseconds since 1970. */
export function timeTicks({ from, to }: Span, most: number, zone: string): number[] {
  const offsetAt = offsetIn(zone);
  const wanted = Math.max(2, Math.min(most, TICKS_MAX));
  const enough = STEPS.filter((candidate) => (to - from) / candidate <= wanted);
  for (const step of enough) {
    const ticks = ticksEvery(step, { from, to }, offsetAt);
    if (ticks.length <= wanted) return ticks;
  }
  return ticksEvery(Math.ceil((to - from) / (wanted - 1) / DAY) * DAY, { from, to }, offsetAt).slice(0, wanted);
}

/** The caller sees to it that they are few; one more than TICKS_MAX is enough to know that they are not. */
function ticksEvery(step: number, { from, to }: Span, offsetAt: (at: number) => number): number[] {
  const ticks: number[] = [];
  // A step begins early, because the clocks may have changed since.
  const first = Math.floor((from + offsetAt(from)) / step) * step;
  for (let index = 0; index <= TICKS_MAX + STEPS_BEFORE; index += 1) {
    const clock = first + index * step;
    const tick = clock - offsetAt(clock - offsetAt(clock));
    if (tick >= from && tick <= to && tick > (ticks.at(-1) ?? -Infinity)) ticks.push(tick);
  }
  return ticks;
}

/** Whether ticks are so close that they are written with their seconds. */
export function hasSeconds(ticks: number[]): boolean {
  const step = (ticks[1] ?? 0) - (ticks[0] ?? 0);
  return step > 0 && step < MINUTE;
}

/** Writes a tick: as a time of day, at midnight and beyond days as a date. */
export function tickWriter(ticks: number[], zone: string): (at: number) => string {
  const offsetAt = offsetIn(zone);
  const days = (ticks[1] ?? 0) - (ticks[0] ?? 0) >= NEARLY_DAY;
  const seconds = hasSeconds(ticks) ? ({ second: "2-digit" } as const) : {};
  const date = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: zone });
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", ...seconds, hourCycle: "h23", timeZone: zone });
  return (at) => (days || (at + offsetAt(at)) % DAY === 0 ? date : clock).format(at);
}
