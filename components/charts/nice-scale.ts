/** Round numbers for an axis that starts at zero. */
const STEPS = [1, 2, 2.5, 5, 10];
const INTERVALS = [4, 5];

/** Five or six evenly spaced values from zero that reach at least `most`, and leave the least room above it. With `whole`, none has a fraction. */
export function niceScale(most: number, whole: boolean): number[] {
  const scales = INTERVALS.map((intervals) => ({ intervals, step: niceStep(most / intervals, whole) }));
  const { intervals, step } = scales.reduce((best, other) => (other.step * other.intervals < best.step * best.intervals ? other : best));
  return Array.from({ length: intervals + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

function niceStep(least: number, whole: boolean): number {
  const wanted = Math.max(least, Number.MIN_VALUE);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = (STEPS.find((candidate) => candidate * power >= wanted * (1 - 1e-9)) ?? 10) * power;
  return whole ? Math.max(1, Math.ceil(step)) : step;
}
