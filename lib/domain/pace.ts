/** How fast a sender really went. */

export type PaceStep = { at: Date; perSecond: number };

export type Pace = {
  /** Messages per second while it was going at full length: without the first and the last step, which are not filled. */
  steady: number;
  /** The most in one step. */
  most: number;
};

/** What the steps of a run say, or null when nothing left. A run of up to two steps has no steady part and is taken whole. */
export function paceOf(steps: PaceStep[]): Pace | null {
  const rates = steps.map((step) => step.perSecond);
  const first = rates.findIndex((rate) => rate > 0);
  if (first === -1) return null;
  const going = rates.slice(first, rates.findLastIndex((rate) => rate > 0) + 1);
  const steady = going.length > 2 ? going.slice(1, -1) : going;
  return { steady: steady.reduce((sum, rate) => sum + rate, 0) / steady.length, most: Math.max(...going) };
}
