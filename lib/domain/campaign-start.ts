/** When a campaign starts by itself: what was typed is read once, and the moment that was meant is kept with its words. */
import type { LaunchProblem } from "./campaign-rules.ts";
import { zonedMoment, type OffsetMoment, type ZonedMoment } from "./zoned-moment.ts";

/** `wall` is “2027-03-28T14:30” on the clocks of `zone`, which then stand at `offset` from UTC. */
export type CampaignStart = { at: Date; wall: string; zone: string; offset: string };

/** A start further ahead than this, in days, is a slip of the finger more often than a plan. */
export const START_AHEAD_DAYS_MAX = 35;
/** A start, or a message, that is late by more than this because no worker ran is held for a person, in minutes. */
export const GRACE_MINUTES = 60;

/** A start that failed is tried again after twice as long each time, and never after longer than this, in seconds. */
const RETRY_WAIT_MAX_SECONDS = 60;

const DAY_MS = 24 * 60 * 60_000;

/** As a form sends it. `which` answers a time that comes twice where `offset` cannot: without a script nobody knows the offsets. */
export type TypedStart = { wall: string; zone: string; offset?: string; which?: "first" | "second" };

export type ReadStart =
  | { kind: "start"; start: CampaignStart }
  | { kind: "not-a-time" }
  | (Extract<ZonedMoment, { kind: "gap" }> & { nextWall: string })
  | { kind: "fold"; earlier: OffsetMoment; later: OffsetMoment }
  | { kind: "past" }
  | { kind: "too-far" };

/** The same answer whatever day it is asked on, but for what is past or too far ahead of `now`. */
export function readStart(typed: TypedStart, now: Date): ReadStart {
  const moment = zonedMoment(typed.wall, typed.zone, typed.offset);
  switch (moment.kind) {
    case "not-a-time":
      return moment;
    case "gap":
      return { ...moment, nextWall: wallAfterGap(typed.wall, moment) };
    case "fold": {
      const { earlier, later } = moment;
      if (typed.which === undefined) return moment;
      return startAt(typed.which === "first" ? earlier : later, typed, now);
    }
    case "moment":
      return startAt(moment, typed, now);
  }
}

function startAt({ at, offset }: OffsetMoment, { wall, zone }: TypedStart, now: Date): ReadStart {
  const refusal = refusedStart(at, now);
  return refusal ? { kind: refusal } : { kind: "start", start: { at, wall: wall.slice(0, "2027-03-28T14:30".length), zone, offset } };
}

/** Why a campaign cannot be scheduled for that moment any more, or null when it can. */
export function refusedStart(at: Date, now: Date): "past" | "too-far" | null {
  if (at.getTime() <= now.getTime()) return "past";
  return at.getTime() > now.getTime() + START_AHEAD_DAYS_MAX * DAY_MS ? "too-far" : null;
}

/** The same of a draft, as one of the things to mend; a draft that starts when it is launched has none. */
export function startProblem(start: CampaignStart | null, now: Date): LaunchProblem | null {
  const refusal = start && refusedStart(start.at, now);
  return refusal ? { kind: refusal === "past" ? "start-passed" : "start-too-far", wall: start.wall, zone: start.zone } : null;
}

/** The first time after a gap: the same day, unless the clocks leave out a whole one. */
function wallAfterGap(wall: string, gap: { from: string; to: string }): string {
  const [date = ""] = wall.split("T");
  if (gap.to > gap.from) return `${date}T${gap.to}`;
  const next = new Date(`${date}T00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return `${next.toISOString().slice(0, 10)}T${gap.to}`;
}

/** How long a start waits that has failed so often, in seconds. */
export function startRetryWait(failures: number): number {
  return Math.min(RETRY_WAIT_MAX_SECONDS, 2 ** failures);
}

/** How late a start is that was due at `at`, in whole minutes. */
export function minutesLate(at: Date, now: Date): number {
  return Math.floor((now.getTime() - at.getTime()) / 60_000);
}

/** “Sunday 28 March 2027, 14:30 in Europe/Berlin”: the words it was chosen in, whoever reads them where. */
export function startInWords({ wall, zone }: Pick<CampaignStart, "wall" | "zone">): string {
  return `${wallInWords(wall)} in ${zone.replaceAll("_", " ")}`;
}

/** “Sunday 28 March 2027, 14:30”. */
export function wallInWords(wall: string): string {
  const [date = "", time = ""] = wall.split("T");
  const day = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${date}T00:00Z`)).replace(",", "");
  return `${day}, ${time.slice(0, 5)}`;
}

/** The list may grow until the start, by this share of what was agreed to, or by so many people. Beyond that a person is asked again. */
const GROWTH_SHARE_MAX = 0.1;
const GROWTH_PEOPLE = 100;

/** The most people that a start may write to without asking again, when so many were agreed to. */
export function agreedAtMost(agreed: number): number {
  return agreed + Math.max(GROWTH_PEOPLE, Math.floor(agreed * GROWTH_SHARE_MAX));
}
