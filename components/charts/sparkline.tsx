/** The shape of a number's last while, beside the number. Zero is at its foot; a null is a gap. */
import { colorVariable, type ChartColor } from "./series.ts";

const WIDTH = 96;
const HEIGHT = 24;
const PAD = 2;

export type SparklineProps = {
  /** What it shows, with the numbers that matter: there is nothing else to read here. */
  label: string;
  values: (number | null)[];
  color?: ChartColor;
  /** The value at the upper edge; otherwise the largest. */
  max?: number;
};

export function Sparkline({ label, values, color = "chart-1", max }: SparklineProps) {
  const top = Math.max(1, max ?? 0, ...values.map((value) => value ?? 0));
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} fill="none" className="inline-block align-middle">
      <path d={`M0 ${HEIGHT - 0.5}h${WIDTH}`} stroke="var(--color-grid)" />
      <path d={pathOf(values, top)} stroke={colorVariable(color)} strokeWidth="1.5" strokeLinejoin="round" strokeLinecap="round" />
    </svg>
  );
}

/** The line through the values, broken where one is missing. */
export function pathOf(values: (number | null)[], top: number): string {
  const step = (WIDTH - 2 * PAD) / Math.max(1, values.length - 1);
  return values
    .map((value, index) => {
      if (value === null) return "";
      const joins = index > 0 && values[index - 1] !== null;
      const y = HEIGHT - PAD - (Math.min(value, top) / top) * (HEIGHT - 2 * PAD);
      return `${joins ? "L" : "M"}${round(PAD + index * step)} ${round(y)}`;
    })
    .join("");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
