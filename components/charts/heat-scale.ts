/** Five steps of a quantity, from a little to the most. Zero is none of them. */
export const HEAT_STEPS = 5;
const WIDTHS = [1, 1.2, 1.25, 1.5, 1.6, 1.8, 2, 2.5, 3, 4, 5, 6, 7, 8, 9, 10];

/** How wide each of the five steps is, as a round number, so that they reach the most. With `whole`, it has no fraction. */
export function heatStepWidth(most: number, whole: boolean): number {
  if (most <= 0) return 1;
  const least = most / HEAT_STEPS;
  const power = 10 ** Math.floor(Math.log10(least));
  const width = (WIDTHS.find((candidate) => candidate * power >= least * (1 - 1e-9)) ?? 10) * power;
  return whole ? Math.max(1, Math.ceil(Number(width.toPrecision(12)))) : Number(width.toPrecision(12));
}

/** 0 for nothing, else 1 to 5. */
export function heatStepOf(value: number, width: number): number {
  return value <= 0 ? 0 : Math.min(HEAT_STEPS, Math.max(1, Math.ceil(Number((value / width).toPrecision(12)))));
}

/** The least and the most that a step holds. */
export function heatRange(step: number, width: number, whole: boolean): { from: number; to: number } {
  const [from, to] = [(step - 1) * width, step * width].map((bound) => Number(bound.toPrecision(12)));
  return { from: (from ?? 0) + (whole ? 1 : 0), to: to ?? 0 };
}
