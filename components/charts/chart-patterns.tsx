/** Fills that differ by pattern as well as by colour. */
import { colorVariable, type Series } from "./series.ts";

export function ChartPatterns({ id, series }: { id: string; series: Series[] }) {
  return (
    <defs>
      {series.map((one) => (
        <Pattern key={one.key} id={`${id}-${one.key}`} series={one} />
      ))}
      <pattern id={`${id}-gap`} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="7" height="7" style={{ fill: "var(--color-sunken)" }} />
        <rect width="1" height="7" style={{ fill: "color-mix(in oklab, var(--color-control) 45%, transparent)" }} />
      </pattern>
    </defs>
  );
}

/** What a time without numbers is filled with. */
export function gapPaint(id: string): string {
  return `url(#${id}-gap)`;
}

/** What an area of this series is filled with. */
export function paintOf(id: string, series: Series): string {
  return series.texture === undefined || series.texture === "solid" ? colorVariable(series.color) : `url(#${id}-${series.key})`;
}

function Pattern({ id, series }: { id: string; series: Series }) {
  const color = colorVariable(series.color);
  const ground = `color-mix(in oklab, ${color} 22%, var(--color-surface))`;
  switch (series.texture) {
    case undefined:
    case "solid":
      return null;
    case "hatched":
      return (
        <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="5" height="5" style={{ fill: ground }} />
          <rect width="2.5" height="5" style={{ fill: color }} />
        </pattern>
      );
    case "dotted":
      return (
        <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse">
          <rect width="5" height="5" style={{ fill: ground }} />
          <circle cx="2.5" cy="2.5" r="1.4" style={{ fill: color }} />
        </pattern>
      );
    case "light":
      return (
        <pattern id={id} width="4" height="4" patternUnits="userSpaceOnUse">
          <rect width="4" height="4" style={{ fill: ground }} />
        </pattern>
      );
  }
}
