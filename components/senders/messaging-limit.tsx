/** How many people a number may write to first in a day: as a number where it is understood, with what was said; else as it was said. */
import { formatNumber } from "#components/ui/number-format.ts";
import { peoplePerDay } from "#lib/domain/messaging-limit.ts";

export function MessagingLimit({ text }: { text: string | null }) {
  if (text === null) return <span className="text-ink-faint">Not known</span>;
  const people = peoplePerDay(text);
  if (people === null) return <span>{text}</span>;
  return <span title={`Twilio says: ${text}`}>{people === Infinity ? "Unlimited" : `${formatNumber(people)} people a day`}</span>;
}
