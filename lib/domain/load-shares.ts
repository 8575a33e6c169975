/** How the messages of a campaign are shared among its senders, so that all of them are done at the same moment. */

export type ShareSender = {
  /** Messages per second. */
  mps: number;
  /** Messages that it has to send in any case. */
  load: number;
};

/** Where, from 0 to 1, each share of a whole ends, in proportion to the weights. */
export function shareEnds(weights: number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  return weights.map((weight, index) => (index === weights.length - 1 ? 1 : (sum += weight) / total));
}

/**
 * How many of `count` messages each sender gets, so that all are done together: load follows rate, and who is busy gets less.
 * A sender that is busy for longer than all the others would take gets none. The shares add up to `count`.
 */
export function shareByLoad(senders: ShareSender[], count: number): number[] {
  if (senders.length === 0 || count <= 0) return senders.map(() => 0);
  const seconds = secondsTogether(senders, count);
  const exact = senders.map(({ mps, load }) => Math.max(0, mps * seconds - load));
  const ends = shareEnds(exact).map((end) => Math.round(end * count));
  return ends.map((end, index) => end - (ends[index - 1] ?? 0));
}

/** After how many seconds everybody is done who gets a share: as water fills a bed from its lowest place. */
function secondsTogether(senders: ShareSender[], count: number): number {
  const idleFirst = senders.map(({ mps, load }) => ({ mps, load, busySeconds: load / mps })).sort((one, other) => one.busySeconds - other.busySeconds);
  let work = count;
  let mps = 0;
  let seconds = Infinity;
  for (const sender of idleFirst) {
    if (sender.busySeconds >= seconds) break;
    work += sender.load;
    mps += sender.mps;
    seconds = work / mps;
  }
  return seconds;
}

export type Given = {
  /** Messages per second. */
  mps: number;
  /** Messages that were given to it, sent or not. */
  given: number;
};

/** What each sender still has when `left` of all messages are left: they sent side by side, each at its rate, until it had none. */
export function leftOfEach(senders: Given[], left: number): number[] {
  const total = senders.reduce((sum, { given }) => sum + given, 0);
  // What was launched before senders were counted one by one was shared by rate.
  if (total === 0) return fractions(senders.map(({ mps }) => mps), left);
  if (left >= total) return fractions(senders.map(({ given }) => given), left);
  const seconds = secondsUntilLeft(senders, left);
  return senders.map(({ mps, given }) => Math.max(0, given - mps * seconds));
}

function fractions(weights: number[], count: number): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (total === 0 ? 0 : (count * weight) / total));
}

/** After how many seconds of sending side by side so many messages are left. */
function secondsUntilLeft(senders: Given[], left: number): number {
  const longestFirst = senders.map(({ mps, given }) => ({ mps, given, seconds: given / mps })).sort((one, other) => other.seconds - one.seconds);
  let [given, mps, seconds] = [0, 0, 0];
  for (const [index, sender] of longestFirst.entries()) {
    given += sender.given;
    mps += sender.mps;
    seconds = (given - left) / mps;
    // Those after it were done before this moment.
    if (seconds >= (longestFirst[index + 1]?.seconds ?? 0)) break;
  }
  return Math.max(0, seconds);
}
