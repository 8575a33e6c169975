/** How many people a number may write to first in a day, from the words in which it is said. */

const UNITS: Record<string, number> = { "": 1, K: 1_000, M: 1_000_000 };
const AMOUNT = /(\d+(?:[.,]\d+)?)\s*([km]?)\b/i;

/** Unique people in any 24 hours; `Infinity` without a limit, null when the words say nothing that is understood. “10K Customers/24hr” is 10,000 (Twilio, Senders API: the text is not specified). */
export function peoplePerDay(text: string | null): number | null {
  if (text === null) return null;
  if (/unlimited/i.test(text)) return Infinity;
  const [, amount = "", unit = ""] = AMOUNT.exec(text.replace(/(\d)[,\s](?=\d{3}\b)/g, "$1")) ?? [];
  if (amount === "") return null;
  return Math.round(Number(amount.replace(",", ".")) * (UNITS[unit.toUpperCase()] ?? 1));
}
