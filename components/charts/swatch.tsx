/** A small sample of a series: the same colour, dash and pattern as in the chart. */
import { colorVariable, DASH, type Series } from "./series.ts";

export function Swatch({ series, shape }: { series: Pick<Series, "color" | "texture" | "dash">; shape: "line" | "area" }) {
  const color = colorVariable(series.color);
  if (shape === "line") {
    return (
      <svg aria-hidden="true" width="16" height="12" className="shrink-0">
        <path d="M0 6h16" stroke={color} strokeWidth="2" strokeDasharray={DASH[series.dash ?? "solid"]} />
      </svg>
    );
  }
  return <span aria-hidden="true" className="size-3 shrink-0 rounded-mark" style={fillOf(series)} />;
}

/** The CSS of a filled area, for bars that are not drawn by a chart library. */
export function fillOf({ color, texture = "solid" }: Pick<Series, "color" | "texture">): React.CSSProperties {
  const paint = colorVariable(color);
  const gap = `color-mix(in oklab, ${paint} 22%, var(--color-surface))`;
  if (texture === "hatched") return { background: `repeating-linear-gradient(-45deg, ${paint} 0 2.5px, ${gap} 2.5px 5px)` };
  if (texture === "dotted") return { background: `radial-gradient(circle, ${paint} 1.4px, transparent 1.6px) 0 0 / 5px 5px, ${gap}` };
  if (texture === "light") return { background: gap, boxShadow: `inset 0 0 0 1.5px ${paint}` };
  return { background: paint };
}
