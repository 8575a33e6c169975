/** How a quantity stands to its limit. */
export type LimitStanding = {
  kind: "free" | "near" | "at" | "over";
  /** What may still be used. */
  left: number;
  /** By how much the limit is passed. */
  over: number;
};

/** From this share of the limit on, it is near. */
export const NEAR_SHARE = 0.8;
/** The line of the limit is never the very end of the scale, so that it is seen as a line. */
const ROOM_ABOVE = 1.08;

export function limitStanding(value: number, limit: number): LimitStanding {
  const left = Math.max(0, limit - value);
  const over = Math.max(0, value - limit);
  if (over > 0) return { kind: "over", left, over };
  if (left === 0) return { kind: "at", left, over };
  return { kind: value >= limit * NEAR_SHARE ? "near" : "free", left, over };
}

/** Where things stand on the scale, each as a share of its length: it starts at zero and holds both the value and the limit. */
export function limitScale(value: number, limit: number): { value: number; limit: number; near: number } {
  const end = Math.max(limit * ROOM_ABOVE, value, Number.MIN_VALUE);
  return { value: Math.max(0, value) / end, limit: limit / end, near: (limit * NEAR_SHARE) / end };
}
