/** What a chosen date and time mean, said in words: here, for the reader, in UTC, and how far off. */
import type { ZonedMoment } from "#lib/domain/zoned-moment.ts";
import { zoneLabel } from "./place-zones.ts";

/** `wall` as the input holds it: “2027-03-28T02:30”. */
type Chosen = { wall: string; zone: string };
type Reader = { zone: string; now: number };

/** “Sunday 28 March 2027, 14:30 in Europe/Berlin, in 3 days. That is 12:30 UTC, and 08:30 in America/New York, where you are.” */
export function momentInWords(at: Date, chosen: Chosen, reader: Reader): string {
  const here = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: chosen.zone }).format(at).replace(",", "");
  const first = `${here}, ${clock(at, chosen.zone)} in ${zoneLabel(chosen.zone)}, ${distanceInWords(at, reader.now)}.`;
  const elsewhere = [
    chosen.zone === "UTC" ? null : `${clockAway(at, "UTC", chosen.zone)} UTC`,
    reader.zone === chosen.zone || reader.zone === "UTC" ? null : `${clockAway(at, reader.zone, chosen.zone)} in ${zoneLabel(reader.zone)}, where you are`,
  ].filter((part) => part !== null);
  return elsewhere.length === 0 ? first : `${first} That is ${elsewhere.join(", and ")}.`;
}

export function gapInWords({ wall, zone }: Chosen, gap: Extract<ZonedMoment, { kind: "gap" }>): string {
  const [date = "", time = ""] = wall.split("T");
  if (gap.from === gap.to) return `${dayOf(date)} does not exist in ${zoneLabel(zone)}: its calendar leaves it out. Choose another day.`;
  return `${time.slice(0, 5)} does not exist in ${zoneLabel(zone)} on ${dayOf(date)}: clocks go from ${gap.from} to ${gap.to}. Choose a time before or after.`;
}

export function foldInWords({ wall, zone }: Chosen): string {
  const [date = "", time = ""] = wall.split("T");
  return `${time.slice(0, 5)} comes twice in ${zoneLabel(zone)} on ${dayOf(date)}, because clocks go back. Which one is meant?`;
}

export function clock(at: Date, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone }).format(at);
}

/** With its day where that is another one. */
function clockAway(at: Date, zone: string, from: string): string {
  const day = (place: string) => new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", timeZone: place }).format(at);
  return day(zone) === day(from) ? clock(at, zone) : `${clock(at, zone)} on ${day(zone)}`;
}

/** A date without a time, as “24 November 2026”. */
export function dayOf(date: string): string {
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${date}T00:00Z`));
}

const MINUTE_MS = 60_000;
const STEPS: { unit: Intl.RelativeTimeFormatUnit; ms: number; below: number }[] = [
  { unit: "minute", ms: MINUTE_MS, below: 90 * MINUTE_MS },
  { unit: "hour", ms: 60 * MINUTE_MS, below: 36 * 60 * MINUTE_MS },
  { unit: "day", ms: 24 * 60 * MINUTE_MS, below: 90 * 24 * 60 * MINUTE_MS },
  { unit: "month", ms: 30.44 * 24 * 60 * MINUTE_MS, below: Number.POSITIVE_INFINITY },
];

/** “in 3 days”, “5 minutes ago”, in whole steps. `now` in milliseconds since 1970. */
export function distanceInWords(at: Date, now: number): string {
  const ms = at.getTime() - now;
  if (Math.abs(ms) < MINUTE_MS) return ms < 0 ? "just now" : "within a minute";
  const step = STEPS.find(({ below }) => Math.abs(ms) < below);
  return step ? new Intl.RelativeTimeFormat("en").format(Math.round(ms / step.ms), step.unit) : "";
}
