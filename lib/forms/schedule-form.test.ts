import { expect, test } from "vitest";
import { z } from "zod";
import { parseForm } from "./form-state.ts";
import { scheduleFrom, ScheduleFields } from "./schedule-form.ts";

const NOW = new Date("2027-03-20T12:00:00Z");

/** What a form with these fields becomes. */
function read(fields: Record<string, string>) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ when: "later", startZone: "Europe/Berlin", hours: "any", ...fields })) form.set(name, value);
  const parsed = parseForm(z.object(ScheduleFields), form);
  return parsed.ok ? scheduleFrom(parsed.input, NOW) : { ok: false, errors: parsed.state.errors };
}

test("a start is the moment that was meant, and now is none", () => {
  expect(read({ start: "2027-03-28T09:00" })).toEqual({ ok: true, schedule: { start: { at: new Date("2027-03-28T07:00:00Z"), wall: "2027-03-28T09:00", zone: "Europe/Berlin", offset: "+02:00" }, hours: null } });
  expect(read({ when: "now", start: "2027-03-28T02:30" })).toEqual({ ok: true, schedule: { start: null, hours: null } });
});

test.each<[string, Record<string, string>, RegExp]>([
  ["skipped by the clocks", { start: "2027-03-28T02:30" }, /^02:30 does not exist in Europe\/Berlin on that day: clocks go from 02:00 to 03:00\. The next time there is Sunday 28 March 2027, 03:00\.$/],
  ["on the clocks twice", { start: "2027-04-04T02:30", startZone: "Australia/Sydney" }, /^02:30 comes twice in Australia\/Sydney on Sunday 4 April 2027, 02:30, at offset \+11:00 and again at \+10:00\./],
  ["past", { start: "2027-03-20T12:59" }, /^Saturday 20 March 2027, 12:59 in Europe\/Berlin has passed\./],
  ["forty days ahead", { start: "2027-04-29T12:00" }, /more than 35 days ahead/],
  ["not chosen", { start: "" }, /^Choose the day and the time/],
  ["no time at all", { start: "tomorrow" }, /^This is no day and time/],
  ["in no place", { start: "2027-03-28T09:00", startZone: "Mars/Olympus" }, /^This is no day and time/],
])("a start that is %s is refused in a sentence beside its field", (_what, fields, sentence) => {
  expect(read(fields)).toMatchObject({ ok: false, errors: { start: expect.stringMatching(sentence) } });
});

test("of the two it is the one that was chosen, by a press or without a script", () => {
  const sydney = { start: "2027-04-04T02:30", startZone: "Australia/Sydney" };
  expect(read({ ...sydney, startOffset: "+10:00" })).toMatchObject({ schedule: { start: { at: new Date("2027-04-03T16:30:00Z") } } });
  expect(read({ ...sydney, startWhich: "first" })).toMatchObject({ schedule: { start: { at: new Date("2027-04-03T15:30:00Z") } } });
  expect(read({ ...sydney, startWhich: "" }).ok).toBe(false);
});

test("hours are minutes of the day, in bounds, and nothing where nobody asked for them", () => {
  expect(read({ when: "now", hours: "local", hoursFrom: "540", hoursUntil: "1200" })).toMatchObject({ schedule: { hours: { from: 540, until: 1200 } } });
  for (const [hoursFrom, hoursUntil] of [["540", "600"], ["0", "1200"], ["540", "1440"], ["541", "1200"], ["", ""], ["nine", "1200"]] as const) {
    expect(read({ when: "now", hours: "local", hoursFrom, hoursUntil }).ok).toBe(false);
  }
});
