/** When a campaign starts, and between which hours of their own day people are written to. Works without a script: what is not chosen is hidden by the page itself. */
import { RadioCards } from "#components/ui/choices.tsx";
import { DateTimeWithZone } from "#components/ui/date-time-with-zone.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/inputs.tsx";
import { GRACE_MINUTES, START_AHEAD_DAYS_MAX } from "#lib/domain/campaign-start.ts";
import { clockOf, DEFAULT_HOURS, HOURS_EARLIEST, HOURS_LATEST, HOURS_STEP_MINUTES } from "#lib/domain/local-hours.ts";
import type { Draft } from "./draft.ts";

type ScheduleFieldsProps = Pick<Draft, "start" | "hours"> & { /** The column that holds each person’s zone, if the list has one. */ zoneColumn: string | null };

export function StartFields({ start }: Pick<Draft, "start">) {
  return (
    <div className="group/start flex flex-col gap-4">
      <Field name="when" label={<span className="sr-only">When it starts</span>} group>
        <RadioCards
          columns={2}
          defaultValue={start ? "later" : "now"}
          options={[
            { value: "now", label: "When I launch it", help: "From the review, by hand." },
            { value: "later", label: "At a date and time", help: `By itself, up to ${START_AHEAD_DAYS_MAX} days ahead.` },
          ]}
        />
      </Field>
      <div className="hidden flex-col gap-4 group-has-[[name=when][value=later]:checked]/start:flex">
        <DateTimeWithZone
          name="start"
          label="When it starts"
          help={`Should no worker run then, it starts up to ${GRACE_MINUTES} minutes late. Later than that it is held, and asks you.`}
          defaultWall={start?.wall}
          defaultZone={start?.zone}
        />
        <noscript>
          <Field name="startWhich" label="If clocks pass this time twice that night">
            <Select placeholder="It is refused" options={[{ value: "first", label: "The first time" }, { value: "second", label: "The second time" }]} />
          </Field>
        </noscript>
      </div>
    </div>
  );
}

export function HoursFields({ hours, zoneColumn }: Omit<ScheduleFieldsProps, "start">) {
  return (
    <div className="group/hours flex flex-col gap-4">
      <Field name="hours" label={<span className="sr-only">At which hours</span>} group>
        <RadioCards
          columns={2}
          defaultValue={hours ? "local" : "any"}
          options={[
            { value: "any", label: "At any hour", help: "Everybody’s turn comes as soon as it starts." },
            { value: "local", label: "By day where they are", help: "Whoever sleeps waits for their morning." },
          ]}
        />
      </Field>
      <div className="hidden flex-col gap-2 group-has-[[name=hours][value=local]:checked]/hours:flex">
        <div className="grid max-w-md grid-cols-2 gap-3">
          <Field name="hoursFrom" label="From">
            <Select options={CLOCKS.slice(0, -1)} defaultValue={String((hours ?? DEFAULT_HOURS).from)} />
          </Field>
          <Field name="hoursUntil" label="Until">
            <Select options={CLOCKS.slice(1)} defaultValue={String((hours ?? DEFAULT_HOURS).until)} />
          </Field>
        </div>
        <p className="max-w-[70ch] text-ink-soft">
          {zoneColumn ? (
            <>
              Where people are is in the column “<bdi>{zoneColumn}</bdi>”. For whoever has no zone there, the country of their number counts.
            </>
          ) : (
            "Where people are follows from the country of their number; in a country with several zones only the hours count that hold in all of them. A list with a column “Time zone” is more exact."
          )}
        </p>
      </div>
    </div>
  );
}

const CLOCKS = Array.from({ length: (HOURS_LATEST - HOURS_EARLIEST) / HOURS_STEP_MINUTES + 1 }, (_, index) => {
  const minutes = HOURS_EARLIEST + index * HOURS_STEP_MINUTES;
  return { value: String(minutes), label: clockOf(minutes) };
});
