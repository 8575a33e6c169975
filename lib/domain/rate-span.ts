/** Over which seconds the pace of a campaign is drawn. */

/** Most steps that are drawn. */
const STEPS_MAX = 180;

/** From when to when, and how many seconds are taken together. */
export type RateSpan = { from: Date; to: Date; stepSeconds: number };

export type Run = {
  launchedAt: Date;
  finishedAt: Date | null;
  asOf: Date;
  /** How much of a run under way is drawn, in seconds. */
  windowSeconds: number;
  /** The last seconds of a run under way are not complete yet. */
  lagSeconds: number;
  /** The shortest step: for senders so slow that a second is too short to see a message in. */
  stepSecondsMin: number;
};

/** The last minutes of what is under way, or the whole of what is over. Whole seconds, and no step that ends in the unfinished present. */
export function rateSpan(run: Run): RateSpan {
  const until = seconds(run.finishedAt ?? run.asOf) - (run.finishedAt ? 0 : run.lagSeconds);
  const launched = seconds(run.launchedAt);
  const from = Math.floor(run.finishedAt ? launched : Math.max(launched, until - run.windowSeconds));
  const length = Math.max(1, run.finishedAt ? Math.ceil(until) - from : Math.floor(until) - from);
  const stepSeconds = Math.max(run.stepSecondsMin, Math.ceil(length / STEPS_MAX));
  const steps = run.finishedAt ? Math.ceil(length / stepSeconds) : Math.max(1, Math.floor(length / stepSeconds));
  const start = run.finishedAt ? from : from + length - steps * stepSeconds;
  return { from: new Date(start * 1000), to: new Date((start + steps * stepSeconds) * 1000), stepSeconds };
}

function seconds(moment: Date): number {
  return moment.getTime() / 1000;
}
