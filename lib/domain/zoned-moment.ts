/** Which moment is meant by a date and a time on the clocks of a place: one, none when the clocks skip it, or two when they pass it twice. */
import { Temporal } from "temporal-polyfill";

/** One of the two moments that share a time on the clock. `offset` tells them apart: “+02:00”. */
export type OffsetMoment = { at: Date; offset: string };

export type ZonedMoment =
  | ({ kind: "moment" } & OffsetMoment)
  /** The clocks go from `from` to `to`, such as 02:00 and 03:00; `next` is the moment at which they do. */
  | { kind: "gap"; from: string; to: string; next: Date }
  /** The clocks go back over this time; `earlier` is what they show first. */
  | { kind: "fold"; earlier: OffsetMoment; later: OffsetMoment }
  | { kind: "not-a-time" };

/** As the browser's own input writes it; whole minutes are enough. */
const WALL = /^(\d{4})-\d\d-\d\dT\d\d:\d\d(:00(\.0{1,3})?)?$/;
const YEAR_MIN = 2000;
const YEAR_MAX = 2100;

/** `wall` is “2027-03-28T02:30” and `zone` an IANA name. `offset` says which one is meant where there are two. */
export function zonedMoment(wall: string, zone: string, offset?: string): ZonedMoment {
  const found = between(wall, zone);
  if (found === null) return { kind: "not-a-time" };
  const { earlier, later } = found;
  if (earlier.epochMilliseconds === later.epochMilliseconds) return { kind: "moment", ...momentOf(earlier) };
  if (earlier.toPlainDateTime().equals(later.toPlainDateTime())) return foldOf(momentOf(earlier), momentOf(later), offset);
  return gapBefore(later);
}

/** Both readings of a wall time. They are the same but for the two nights a year in which the clocks change. */
function between(wall: string, zone: string): { earlier: Temporal.ZonedDateTime; later: Temporal.ZonedDateTime } | null {
  const year = Number(WALL.exec(wall)?.[1] ?? Number.NaN);
  if (!(year >= YEAR_MIN && year <= YEAR_MAX)) return null;
  try {
    const time = Temporal.PlainDateTime.from(wall, { overflow: "reject" });
    return { earlier: time.toZonedDateTime(zone, { disambiguation: "earlier" }), later: time.toZonedDateTime(zone, { disambiguation: "later" }) };
  } catch {
    return null;
  }
}

function foldOf(earlier: OffsetMoment, later: OffsetMoment, offset?: string): ZonedMoment {
  const meant = [earlier, later].find((candidate) => candidate.offset === offset);
  return meant ? { kind: "moment", ...meant } : { kind: "fold", earlier, later };
}

/** `later` is read with the clocks of before, and so stands after the change, or on it for the very first time that is skipped. */
function gapBefore(later: Temporal.ZonedDateTime): ZonedMoment {
  const change = later.add({ nanoseconds: 1 }).getTimeZoneTransition("previous");
  if (change === null) return { kind: "not-a-time" };
  const before = change.subtract({ nanoseconds: 1 });
  const from = change.toInstant().toZonedDateTimeISO(before.offset);
  return { kind: "gap", from: clock(from), to: clock(change), next: new Date(change.epochMilliseconds) };
}

function momentOf(time: Temporal.ZonedDateTime): OffsetMoment {
  return { at: new Date(time.epochMilliseconds), offset: time.offset };
}

function clock(time: Temporal.ZonedDateTime): string {
  return time.toPlainTime().toString({ smallestUnit: "minute" });
}
