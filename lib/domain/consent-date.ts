/** When somebody agreed to be written to, read from a cell. What can be read in two ways is not read at all. */

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?$/i;
const YEAR_FIRST = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/;
/** With dots, the day comes first wherever dots are used. */
const DAY_FIRST = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/;
const DAY_MONTH_NAME = /^(\d{1,2})[\s-]([a-z]{3,9})\.?[\s-](\d{4})$/i;
const MONTH_NAME_DAY = /^([a-z]{3,9})\.?\s(\d{1,2}),?\s(\d{4})$/i;
const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/** No business could write to anybody on WhatsApp before. */
const EARLIEST_YEAR = 2009;
/** A clock that is ahead, or a time zone that was left out. */
const AHEAD_MAX_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60_000;

/**
 * The moment in a cell: ISO 8601 with or without a time, 2026/05/14, 14.05.2026, 14 May 2026, May 14, 2026. Without an offset it is UTC.
 * Null for everything else, among it 05/06/2026, dates that no calendar has, and dates after `now`.
 */
export function readConsentDate(written: string, now: Date): Date | null {
  const at = momentIn(written.trim());
  if (at === null || at > now.getTime() + AHEAD_MAX_MS) return null;
  const date = new Date(at);
  return date.getUTCFullYear() < EARLIEST_YEAR ? null : date;
}

function momentIn(text: string): number | null {
  const iso = ISO.exec(text);
  if (iso) return isoMoment(iso);
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) return midnight(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst) return midnight(Number(dayFirst[3]), Number(dayFirst[2]), Number(dayFirst[1]));
  const dayMonth = DAY_MONTH_NAME.exec(text);
  if (dayMonth) return midnight(Number(dayMonth[3]), monthOf(dayMonth[2] ?? ""), Number(dayMonth[1]));
  const monthDay = MONTH_NAME_DAY.exec(text);
  if (monthDay) return midnight(Number(monthDay[3]), monthOf(monthDay[1] ?? ""), Number(monthDay[2]));
  return null;
}

function isoMoment(parts: RegExpExecArray): number | null {
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "0", zone = "Z"] = parts;
  const start = midnight(Number(year), Number(month), Number(day));
  if (start === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const offset = offsetMinutes(zone);
  if (offset === null) return null;
  const milliseconds = Math.floor(Number(`0.${fraction}`) * 1000);
  return start + (Number(hour) * 60 + Number(minute) - offset) * MINUTE_MS + Number(second) * 1000 + milliseconds;
}

function offsetMinutes(zone: string): number | null {
  if (/^(Z|UTC)$/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(":", "") || "0");
  if (hours > 14 || minutes > 59) return null;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}

/** Milliseconds at the start of a day in UTC, or null when the calendar has no such day. */
function midnight(year: number, month: number, day: number): number | null {
  const at = Date.UTC(year, month - 1, day);
  const date = new Date(at);
  return month >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? at : null;
}

/** 1 for January; 0 for what is no month. The first three letters are enough, more must be right. */
function monthOf(name: string): number {
  const lower = name.toLowerCase();
  return MONTHS.findIndex((month) => month.startsWith(lower)) + 1;
}
