/** When a campaign starts and between which hours people are written to, as a form sends it. What is not possible is a sentence beside its field. */
import { z } from "zod";
import { readStart, START_AHEAD_DAYS_MAX, wallInWords, type CampaignStart, type ReadStart, type TypedStart } from "#lib/domain/campaign-start.ts";
import { clockOf, HOURS_EARLIEST, HOURS_LATEST, hoursProblem, HOURS_SPAN_MIN_MINUTES, type HoursProblem, type LocalHours } from "#lib/domain/local-hours.ts";

/** The names of the fields are those of DateTimeWithZone, around `start`. */
export const ScheduleFields = {
  when: z.enum(["now", "later"], "Choose when it starts."),
  start: z.string().max(30).default(""),
  startZone: z.string().max(64).default("UTC"),
  startOffset: z.string().max(9).optional(),
  startWhich: z.enum(["", "first", "second"]).optional(),
  hours: z.enum(["any", "local"], "Choose when people are written to."),
  hoursFrom: z.coerce.number().default(Number.NaN),
  hoursUntil: z.coerce.number().default(Number.NaN),
};

type Fields = { when: "now" | "later"; start: string; startZone: string; startOffset?: string; startWhich?: "" | "first" | "second"; hours: "any" | "local"; hoursFrom: number; hoursUntil: number };

export type ReadSchedule = { ok: true; schedule: { start: CampaignStart | null; hours: LocalHours | null } } | { ok: false; errors: Record<string, string> };

/** Resolves the start once, as of `now`. */
export function scheduleFrom(fields: Fields, now: Date): ReadSchedule {
  const errors: Record<string, string> = {};
  const typed = { wall: fields.start, zone: fields.startZone, offset: fields.startOffset, which: fields.startWhich || undefined };
  const read = fields.when === "later" ? readStart(typed, now) : null;
  if (read && read.kind !== "start") errors.start = startSentence(read, typed);
  const hours = fields.hours === "local" ? { from: fields.hoursFrom, until: fields.hoursUntil } : null;
  const problem = hours && hoursProblem(hours);
  if (problem) errors.hoursUntil = HOURS_SENTENCE[problem];
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, schedule: { start: read?.kind === "start" ? read.start : null, hours } };
}

function startSentence(read: Exclude<ReadStart, { kind: "start" }>, { wall, zone }: TypedStart): string {
  const [date = "", time = ""] = wall.split("T");
  const place = zone.replaceAll("_", " ");
  switch (read.kind) {
    case "not-a-time":
      return wall === "" ? "Choose the day and the time at which it starts." : "This is no day and time on the clocks of any place. Choose another.";
    case "gap":
      return `${time.slice(0, 5)} does not exist in ${place} on that day: clocks go from ${read.from} to ${read.to}. The next time there is ${wallInWords(read.nextWall)}.`;
    case "fold":
      return `${time.slice(0, 5)} comes twice in ${place} on ${wallInWords(`${date}T${time}`)}, at offset ${read.earlier.offset} and again at ${read.later.offset}. Choose which of the two is meant.`;
    case "past":
      return `${wallInWords(wall)} in ${place} has passed. Choose a later time, or start it when it is launched.`;
    case "too-far":
      return `${wallInWords(wall)} is more than ${START_AHEAD_DAYS_MAX} days ahead. Choose an earlier time.`;
  }
}

const HOURS_SENTENCE: Record<HoursProblem, string> = {
  "not-hours": "Choose both hours.",
  "too-early-or-late": `Nobody is written to before ${clockOf(HOURS_EARLIEST)} or after ${clockOf(HOURS_LATEST)}. Choose hours between those.`,
  "too-short": `The hours have to end at least ${HOURS_SPAN_MIN_MINUTES / 60} hours after they begin. Choose a later end, or an earlier beginning.`,
};
