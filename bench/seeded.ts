/** Chance for a bench: the same seed draws the same numbers, one after the other. */

export type Draw = {
  /** A number in [0, 1). */
  next: () => number;
  /** A whole number from 0 to `below` - 1. */
  below: (below: number) => number;
  /** One of them. */
  of: <T>(from: readonly T[]) => T;
};

const UINT32 = 0x1_0000_0000;

/** Mulberry32: thirty-two bits of state are enough to shuffle a few millions. */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / UINT32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const of = <T>(from: readonly T[]): T => {
    const one = from[below(from.length)];
    if (one === undefined) throw new RangeError("There is nothing to draw from.");
    return one;
  };
  return { next, below, of };
}

/** Puts the numbers of a list into an order that the draw decides, in place (Fisher and Yates). */
export function shuffle(list: Uint32Array, draw: Draw): Uint32Array {
  for (let last = list.length - 1; last > 0; last -= 1) {
    const other = draw.below(last + 1);
    const kept = list[last] ?? 0;
    list[last] = list[other] ?? 0;
    list[other] = kept;
  }
  return list;
}
