/** How many people are on a list. Very many are not counted to the end. */
import { formatNumber } from "#components/ui/number-format.ts";

export function PeopleCount({ people, max }: { people: number; max: number }) {
  if (people <= max) return formatNumber(people);
  return <span className="whitespace-nowrap">over {formatNumber(max)}</span>;
}
