/** Hours of the day in which people may be written to, on the clocks of where each of them is. */
import { Temporal } from "temporal-polyfill";

/** Minutes after midnight. */
export type LocalHours = { from: number; until: number };

export const DEFAULT_HOURS: LocalHours = { from: 9 * 60, until: 20 * 60 };
/** Nobody wants a campaign before or after these, in minutes after midnight. */
export const HOURS_EARLIEST = 6 * 60;
export const HOURS_LATEST = 22 * 60;
/** Whole and half hours can be chosen. */
export const HOURS_STEP_MINUTES = 30;
/** Fewer hours than these, in minutes, leave a large country without any that hold in all of it. */
export const HOURS_SPAN_MIN_MINUTES = 3 * 60;

export type HoursProblem = "not-hours" | "too-early-or-late" | "too-short";

export function hoursProblem({ from, until }: LocalHours): HoursProblem | null {
  if (![from, until].every((minutes) => Number.isInteger(minutes) && minutes % HOURS_STEP_MINUTES === 0)) return "not-hours";
  if (from < HOURS_EARLIEST || until > HOURS_LATEST) return "too-early-or-late";
  return until - from < HOURS_SPAN_MIN_MINUTES ? "too-short" : null;
}

/** “09:00”. */
export function clockOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** Countries that CLDR gives no zone of their own. */
const OTHER_ZONES: Readonly<Record<string, string[]>> = { XK: ["Europe/Belgrade"], AC: ["Atlantic/St_Helena"], TA: ["Atlantic/St_Helena"] };

const zonesByCountry = new Map<string, string[]>();

/** Every zone of a country by its two-letter code; none for a number that belongs to no country. From the CLDR data of Node itself. */
export function zonesOfCountry(country: string | null): string[] {
  if (country === null || !/^[A-Z]{2}$/.test(country)) return [];
  const known = zonesByCountry.get(country);
  if (known) return known;
  const zones = OTHER_ZONES[country] ?? new Intl.Locale("und", { region: country }).getTimeZones() ?? [];
  zonesByCountry.set(country, zones);
  return zones;
}

/** Names under which a list may hold the time zone of each person. */
const ZONE_COLUMNS = ["timezone", "time zone", "time_zone", "time-zone", "tz", "iana zone", "zeitzone", "zona horaria", "fuso horário", "fuseau horaire"];

/** The column of a list that holds time zones, or null. */
export function zoneColumnIn(columns: string[]): string | null {
  return columns.find((column) => ZONE_COLUMNS.includes(column.trim().toLowerCase())) ?? null;
}

/** Whether a cell names a zone: “Europe/Berlin”. Offsets and abbreviations are not enough, because they do not know when clocks change. */
export function isZoneName(text: string): boolean {
  if (!/^[A-Za-z_]{2,}(\/[A-Za-z0-9_+-]{2,}){1,2}$/.test(text) && text !== "UTC") return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** From one moment to another in which the hours hold. */
export type Opening = { opensAt: Date; closesAt: Date };

type Span = { opens: number; closes: number };

/** How many local days are looked at: from the one before, to find what is open now. */
const DAYS_LOOKED_AT = 5;
/** What closes sooner than this is left for the next opening, in milliseconds: nobody is reached in it. */
const OPENING_LEFT_MIN_MS = 60_000;

/** The first opening that has not ended at `after`, in which the hours hold in all of `zones` at once; null when they never do. It may have opened before. */
export function nextOpening(zones: string[], hours: LocalHours, after: Date): Opening | null {
  const days = new Map(zones.map((zone) => spansIn(zone, hours, after)).map((spans) => [spans.map(({ opens }) => opens).join(), spans]));
  const [first, ...others] = days.values();
  const open = others.reduce((common, spans) => shared(common, spans), first ?? []).find(({ closes }) => closes - after.getTime() > OPENING_LEFT_MIN_MS);
  return open ? { opensAt: new Date(open.opens), closesAt: new Date(open.closes) } : null;
}

/** Where clocks pass a time twice, people are written to after the second and until the first. */
function spansIn(zone: string, { from, until }: LocalHours, after: Date): Span[] {
  const yesterday = Temporal.Instant.fromEpochMilliseconds(after.getTime()).toZonedDateTimeISO(zone).toPlainDate().subtract({ days: 1 });
  return Array.from({ length: DAYS_LOOKED_AT }, (_, index) => {
    const day = yesterday.add({ days: index });
    return { opens: momentOn(day, from, zone, "later"), closes: momentOn(day, until, zone, "earlier") };
  });
}

function momentOn(day: Temporal.PlainDate, minutes: number, zone: string, disambiguation: "earlier" | "later"): number {
  return day.toPlainDateTime(Temporal.PlainTime.from(clockOf(minutes))).toZonedDateTime(zone, { disambiguation }).epochMilliseconds;
}

function shared(one: Span[], other: Span[]): Span[] {
  const both = one.flatMap((a) => other.map((b) => ({ opens: Math.max(a.opens, b.opens), closes: Math.min(a.closes, b.closes) })));
  return both.filter(({ opens, closes }) => opens < closes).sort((a, b) => a.opens - b.opens);
}
