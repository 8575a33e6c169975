/** What charts are drawn from: series told apart by colour and by dash or pattern, and points in time. */
import type { Tone } from "#components/ui/tone.ts";

export type ChartColor = Tone | "chart-1" | "chart-2" | "chart-3" | "chart-4";

/** How an area is filled, and how a line is broken: never only the colour. */
export type Texture = "solid" | "hatched" | "dotted" | "light";
export type Dash = "solid" | "dashed" | "dotted";

export type Series = { key: string; name: string; color: ChartColor; texture?: Texture; dash?: Dash };

/** A value of null is a gap: nothing was measured, which is not the same as zero. */
export type TimePoint = { at: Date | string | number; values: Record<string, number | null> };

/** A point with its moment in milliseconds since 1970. */
export type DrawnPoint = { at: number; values: TimePoint["values"] };

export const DASH: Record<Dash, string | undefined> = { solid: undefined, dashed: "6 4", dotted: "1.5 4" };

export function colorVariable(color: ChartColor): string {
  return `var(--color-${color})`;
}
