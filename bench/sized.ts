/** The sizes and seeds that a bench is asked for. */

/** The number behind `--name=`, or what it is without. Throws a RangeError for one that is none. */
export function numberIn(args: string[], name: string, otherwise: number): number {
  const asked = args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  const value = asked === undefined ? otherwise : Number(asked);
  if (!Number.isInteger(value) || value < 0) throw new RangeError(`--${name} must be a whole number.`);
  return value;
}

/** The words between commas behind `--name=`, or what they are without. */
export function wordsIn(args: string[], name: string, otherwise: string[]): string[] {
  const asked = args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  return asked === undefined ? otherwise : asked.split(",").map((word) => word.trim());
}
