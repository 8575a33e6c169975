/** Numbers for the gallery's charts: the same on every visit. */
export const START = Date.parse("2026-11-22T14:00:00Z");
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

export const LONG_NAME = "Black Friday, reminder for everybody who opened the first message and did not buy within three days ".repeat(3).trim();
export const RIGHT_TO_LEFT = "حملة نوفمبر – تذكير أول";

export function wave(index: number, size: number): number {
  return Math.max(0, Math.round(size * (0.55 + 0.4 * Math.sin(index / 3.1) + 0.15 * Math.sin(index * 1.7))));
}

/** So many points, one in each step. */
export function row<Values extends Record<string, number | null>>(count: number, stepMs: number, valuesOf: (index: number) => Values): { at: number; values: Values }[] {
  return Array.from({ length: count }, (_, index) => ({ at: START + index * stepMs, values: valuesOf(index) }));
}
