/** How many people a number may write to first in a day, in words. */
import { formatNumber } from "#components/ui/number-format.ts";
import { peoplePerDay } from "#lib/domain/messaging-limit.ts";

/** “10,000 people a day”; what is not understood stays as it was said. */
export function limitText(said: string): string {
  const people = peoplePerDay(said);
  if (people === null) return said;
  return people === Infinity ? "Unlimited" : `${formatNumber(people)} people a day`;
}
