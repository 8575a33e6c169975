/** Moments as text. Pure: the present and the zone come in through the parameters. */
export type MomentForm = "clock" | "short" | "long";

const FORMS: Record<MomentForm, Intl.DateTimeFormatOptions> = {
  clock: { hour: "2-digit", minute: "2-digit", hour12: false },
  short: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hour12: false },
  long: { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false, timeZoneName: "short" },
};

/** `zone` is an IANA name. UTC is named, because nobody expects it. */
export function formatMoment(date: Date, zone: string, form: MomentForm): string {
  const text = new Intl.DateTimeFormat("en-GB", { ...FORMS[form], hourCycle: "h23", timeZone: zone }).format(date);
  return zone === "UTC" && form !== "long" ? `${text} UTC` : text;
}

const STEPS: { unit: Intl.RelativeTimeFormatUnit; seconds: number; below: number }[] = [
  { unit: "minute", seconds: 60, below: 3_600 },
  { unit: "hour", seconds: 3_600, below: 86_400 },
  { unit: "day", seconds: 86_400, below: 14 * 86_400 },
];

/** “just now”, “in 20 minutes”, “3 days ago”; beyond two weeks, the date in that zone. `now` in milliseconds since 1970. */
export function formatRelative(date: Date, now: number, zone = "UTC"): string {
  const seconds = (date.getTime() - now) / 1000;
  if (Math.abs(seconds) < 45) return seconds > 5 ? "in a moment" : "just now";
  const step = STEPS.find((candidate) => Math.abs(seconds) < candidate.below);
  if (!step) return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: zone }).format(date);
  const count = step.unit === "day" ? dayOf(date.getTime(), zone) - dayOf(now, zone) : Math.trunc(seconds / step.seconds);
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(count || Math.sign(seconds), step.unit);
}

/** Days since 1970 on the calendar of that zone: of what is 46 hours away nobody says tomorrow. */
function dayOf(atMs: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en", { year: "numeric", month: "numeric", day: "numeric", timeZone: zone }).formatToParts(atMs);
  const part = (type: "year" | "month" | "day") => Number(parts.find((each) => each.type === type)?.value);
  return Date.UTC(part("year"), part("month") - 1, part("day")) / 86_400_000;
}
