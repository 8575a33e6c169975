/** Round numbers for an axis that starts at zero. */
const STEPS = [1, 2, 2.5, 5, 10];
const INTERVALS = 4;

/** Five evenly spaced values from zero that reach at least `most`. With `whole`, none has a fraction. */
export function niceScale(most: number, whole: boolean): number[] {
  const wanted = Math.max(most, Number.MIN_VALUE) / INTERVALS;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = (STEPS.find((candidate) => candidate * power >= wanted * (1 - 1e-9)) ?? 10) * power;
  const honest = whole ? Math.max(1, Math.ceil(step)) : step;
  return Array.from({ length: INTERVALS + 1 }, (_, index) => Number((index * honest).toPrecision(12)));
}
