/** One measured figure, held against its aim. */

export type Figure = { name: string; value: number; unit: string; aim: string; holds: boolean };

/** A figure that must not be above its aim. */
export function atMost(name: string, value: number, unit: string, aim: number): Figure {
  return { name, value: rounded(value), unit, aim: `≤ ${aim}`, holds: value <= aim };
}

/** A figure that must not be below its aim. */
export function atLeast(name: string, value: number, unit: string, aim: number): Figure {
  return { name, value: rounded(value), unit, aim: `≥ ${aim}`, holds: value >= aim };
}

/** A figure that must be its aim. */
export function exactly(name: string, value: number, unit: string, aim: number): Figure {
  return { name, value: rounded(value), unit, aim: `= ${aim}`, holds: value === aim };
}

/** A figure that is told and not judged. */
export function observed(name: string, value: number, unit: string): Figure {
  return { name, value: rounded(value), unit, aim: "–", holds: true };
}

/** One object a line, for machines. */
export function asJson(figure: Figure): string {
  return JSON.stringify(figure);
}

/** One aligned line, for people. */
export function asLine({ name, value, unit, aim, holds }: Figure): string {
  return `${holds ? "holds " : "MISSES"}  ${name.padEnd(64)} ${String(value).padStart(12)} ${unit.padEnd(10)} ${aim}`;
}

function rounded(value: number): number {
  return Number(value.toFixed(3));
}
