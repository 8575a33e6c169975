/** When a campaign will be done at its senders' rates. */

export type SenderLoad = {
  /** Messages per second. */
  mps: number;
  /** Messages this sender has to send before it is done. */
  queued: number;
};

/** Seconds until every sender has sent what it has; they work side by side. Infinity when one has work and no rate. */
export function secondsToSend(loads: SenderLoad[]): number {
  return loads.reduce((longest, load) => Math.max(longest, secondsOf(load)), 0);
}

function secondsOf(load: SenderLoad): number {
  if (load.queued === 0) return 0;
  return load.mps > 0 ? load.queued / load.mps : Infinity;
}

/** Where, from 0 to 1, each sender's share of a campaign ends, in proportion to the rates: all finish together. */
export function shareEnds(rates: number[]): number[] {
  const total = rates.reduce((sum, mps) => sum + mps, 0);
  let sum = 0;
  return rates.map((mps) => (sum += mps) / total);
}

/** How many of `count` messages each sender gets in proportion to its rate; the shares add up to `count`. */
export function shareByRate(rates: number[], count: number): number[] {
  const ends = shareEnds(rates).map((end) => Math.round(end * count));
  return ends.map((end, index) => end - (ends[index - 1] ?? 0));
}
