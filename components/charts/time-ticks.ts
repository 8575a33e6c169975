/** Round moments for the axis of a chart. */
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  1 * SECOND, 2 * SECOND, 5 * SECOND, 10 * SECOND, 15 * SECOND, 30 * SECOND,
  1 * MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE,
  1 * HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR,
  1 * DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY,
];
const TICKS_MAX = 24;

export type Span = { from: number; to: number };

/** At most `most` round moments between two, in milliseconds since 1970. `offsetMs` is how far the reader's clock is ahead of UTC. */
export function timeTicks({ from, to }: Span, most: number, offsetMs: number): number[] {
  const wanted = Math.max(2, Math.min(most, TICKS_MAX));
  const step = STEPS.find((candidate) => (to - from) / candidate <= wanted - 1) ?? Math.ceil((to - from) / (wanted - 1) / DAY) * DAY;
  const first = Math.ceil((from + offsetMs) / step) * step - offsetMs;
  const ticks: number[] = [];
  for (let tick = first; tick <= to && ticks.length < wanted; tick += step) ticks.push(tick);
  return ticks;
}

/** How a tick is written when ticks are so far apart. */
export function tickForm(ticks: number[]): Intl.DateTimeFormatOptions {
  const step = (ticks[1] ?? 0) - (ticks[0] ?? 0);
  if (step >= DAY) return { day: "numeric", month: "short" };
  if (step >= MINUTE || step <= 0) return { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  return { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
}
