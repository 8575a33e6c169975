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
      <path d={dotsOf(values, top)} stroke={colorVariable(color)} strokeWidth="4" strokeLinecap="round" />
    </svg>
  );
}

/** The line through the values, broken where one is missing. */
export function pathOf(values: (number | null)[], top: number): string {
  return values.map((value, index) => (value === null || isAlone(values, index) ? "" : `${(values[index - 1] ?? null) === null ? "M" : "L"}${placeOf(values, index, top)}`)).join("");
}

/** A value without neighbours is a dot: a line of no length, whose ends are round. */
export function dotsOf(values: (number | null)[], top: number): string {
  return values.map((_value, index) => (isAlone(values, index) ? `M${placeOf(values, index, top)}h0` : "")).join("");
}

function isAlone(values: (number | null)[], index: number): boolean {
  const has = (at: number) => (values[at] ?? null) !== null;
  return has(index) && !has(index - 1) && !has(index + 1);
}

function placeOf(values: (number | null)[], index: number, top: number): string {
  const step = (WIDTH - 2 * PAD) / Math.max(1, values.length - 1);
  const y = HEIGHT - PAD - (Math.min(values[index] ?? 0, top) / top) * (HEIGHT - 2 * PAD);
  return `${round(PAD + index * step)} ${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
