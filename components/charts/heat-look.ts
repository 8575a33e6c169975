/** How each step of a heat map looks: one hue, evenly stronger, and ink that stays readable on it. */
import type { CSSProperties } from "react";

type HeatLook = { ground?: string; style?: CSSProperties };

const STRENGTHS = [14, 30, 46, 74, 100];

/** By step; nothing has no tint. */
export const HEAT_LOOK: HeatLook[] = [{ ground: "bg-sunken text-ink-faint" }, ...STRENGTHS.map((strength, index) => ({ style: { background: `color-mix(in oklab, var(--color-chart-1) ${strength}%, var(--color-surface))`, color: inkOn(index + 1) } }))];

export const NOTHING_LOOK: HeatLook = { ground: "hatch text-control" };

/** The strong steps are dark on a light ground and light on a dark one. */
function inkOn(step: number): string {
  if (step <= 3) return "var(--color-ink)";
  return step === 4 ? "light-dark(var(--color-ink), var(--color-canvas))" : "var(--color-surface)";
}
