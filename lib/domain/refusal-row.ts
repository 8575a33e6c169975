/** Refusals that are all alike: so many in a row, with nothing accepted between them, are no longer each person's own. */

/**
 * So many in a row have one cause. REASON: the faults of single people, a number or a value that is wrong, seldom stand next to each
 * other so often; and no more than these are lost to a mistake that everybody meets.
 */
export const ALIKE_MAX = 20;
/** What had left when a row became too long is answered within this, in milliseconds. What is refused later belongs to a new row: somebody let it go on. */
export const ROW_ENDS_MS = 60_000;

export type RefusalRow = {
  /** What they have in common: a code of Twilio's, or a mark of ours. */
  alike: number | "no code";
  length: number;
  /** When it became too long, on a clock that never jumps; null while it is not. */
  fullAtMs: number | null;
};

/** The row with one more refusal: another one begins it anew. */
export function rowAfter(before: RefusalRow | undefined, alike: RefusalRow["alike"], nowMs: number): RefusalRow {
  const goesOn = before !== undefined && before.alike === alike && (before.fullAtMs === null || nowMs - before.fullAtMs < ROW_ENDS_MS);
  const length = goesOn ? before.length + 1 : 1;
  const fullAtMs = goesOn && before.fullAtMs !== null ? before.fullAtMs : length >= ALIKE_MAX ? nowMs : null;
  return { alike, length, fullAtMs };
}
