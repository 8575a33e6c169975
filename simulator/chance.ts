/** Chance without surprise: the same seed and the same words always draw the same number. */

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const UINT32 = 0x1_0000_0000;

/** Draws numbers in [0, 1) for one subject: what comes out depends on nothing but seed, subject and `draw`. */
export function chanceFor(seed: number, subject: string): (draw: number) => number {
  let hash = FNV_OFFSET ^ Math.imul(seed, 0x9e3779b1);
  for (let at = 0; at < subject.length; at += 1) hash = Math.imul(hash ^ subject.charCodeAt(at), FNV_PRIME);
  const drawn = mixed(hash);
  return (draw) => mixed(drawn ^ Math.imul(draw + 1, 0x85ebca6b)) / UINT32;
}

/** The finaliser of MurmurHash3: neighbouring inputs come out unrelated. */
function mixed(from: number): number {
  let hash = from ^ (from >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
