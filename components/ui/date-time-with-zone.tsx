"use client";
/** A date and a time on the clocks of a place. Says in words which moment that is, and asks where the clocks leave it open. */
import { startTransition, useEffect, useId, useState } from "react";
import type { ZonedMoment } from "#lib/domain/zoned-moment.ts";
import { Combobox } from "./combobox.tsx";
import type { ComboboxOption } from "./combobox-match.ts";
import { clock, foldInWords, gapInWords, momentInWords } from "./date-time-words.ts";
import { Field } from "./field.tsx";
import { useFormAround } from "./form.tsx";
import { TextInput } from "./inputs.tsx";
import { Notice } from "./notice.tsx";
import { allZones, mainZones } from "./place-zones.ts";
import { useZone } from "./zone.tsx";

export type DateTimeWithZoneProps = {
  /** Three fields are sent: `name` is the wall time, `nameZone` the zone, and `nameOffset` which of two moments is meant. `zonedMoment` of lib/domain reads them. */
  name: string;
  label: string;
  help?: string;
  /** “2027-03-28T14:30”. */
  defaultWall?: string;
  /** The reader's own when there is none. */
  defaultZone?: string;
  min?: string;
  max?: string;
  onChange?: (chosen: { wall: string; zone: string; moment: ZonedMoment | null }) => void;
};

export function DateTimeWithZone({ name, label, help, defaultWall = "", defaultZone, min, max, onChange }: DateTimeWithZoneProps) {
  const { values } = useFormAround();
  const reader = useZone();
  const [wall, setWall] = useState(values[name] ?? defaultWall);
  const [picked, setPicked] = useState(values[`${name}Zone`] ?? defaultZone);
  const [offset, setOffset] = useState(values[`${name}Offset`] ?? "");
  const zone = picked ?? reader;
  const found = useMoment({ wall, zone, offset });
  const moment = found?.moment ?? null;
  const options = useZoneOptions(zone, wall.split("T")[0] ?? "");
  useEffect(() => onChange?.({ wall, zone, moment }), [wall, zone, moment, onChange]);
  return (
    <Field group label={label} help={help}>
      <div className="grid gap-x-3 gap-y-2 sm:grid-cols-[minmax(0,13rem)_minmax(0,1fr)]">
        <Field name={name} label={<span className="font-normal text-ink-soft">Date and time</span>}>
          <TextInput type="datetime-local" value={wall} min={min} max={max} onChange={(event) => setWall(event.target.value)} />
        </Field>
        <Field name={`${name}Zone`} label={<span className="font-normal text-ink-soft">Time zone</span>}>
          <Combobox options={options} value={zone} onChange={setPicked} findLabel="Find a time zone" nothing="No time zone has that name." />
        </Field>
      </div>
      <Said found={found} reader={reader} />
      {moment?.kind === "fold" || offset !== "" ? <Which name={`${name}Offset`} wall={wall} zone={zone} chosen={offset} onChoose={setOffset} /> : null}
    </Field>
  );
}

type Chosen = { wall: string; zone: string; offset: string };
type Found = Chosen & { moment: ZonedMoment; now: number };

/** The rules of the clocks come with their own library, which is only fetched once there is something to read. */
function useMoment({ wall, zone, offset }: Chosen): Found | null {
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    if (wall === "") return;
    let current = true;
    void import("#lib/domain/zoned-moment.ts").then(({ zonedMoment }) => current && setFound({ wall, zone, offset, moment: zonedMoment(wall, zone, offset), now: Date.now() }));
    return () => {
      current = false;
    };
  }, [wall, zone, offset]);
  return wall === "" ? null : found;
}

/** Once the date is no longer being typed. */
const OPTIONS_AFTER_MS = 150;

/** A few at first, the same on the server and here; then all that the browser knows, as far from UTC as they are on that day. */
function useZoneOptions(zone: string, day: string): ComboboxOption[] {
  const [options, setOptions] = useState<ComboboxOption[] | null>(null);
  useEffect(() => {
    const noon = new Date(`${day}T12:00Z`);
    const at = Number.isNaN(noon.getTime()) ? new Date() : noon;
    const timer = setTimeout(() => startTransition(() => setOptions(allZones("UTC", at))), OPTIONS_AFTER_MS);
    return () => clearTimeout(timer);
  }, [day]);
  if (options?.some(({ value }) => value === zone)) return options;
  return options ? [...mainZones(zone).slice(1, 2), ...options] : mainZones(zone);
}

const TICK_MS = 30_000;

/** Its place is kept, so that nothing moves when it is said. */
function Said({ found, reader }: { found: Found | null; reader: string }) {
  const [ticked, setTicked] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTicked(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const now = Math.max(ticked, found?.now ?? 0);
  const moment = found?.moment;
  return (
    <div role="status" className="min-h-15 max-w-[70ch] text-ink-soft">
      {found && moment?.kind === "moment" && momentInWords(moment.at, found, { zone: reader, now })}
      {moment?.kind === "moment" && moment.at.getTime() < now && <strong className="font-strong text-warning-ink"> This is in the past.</strong>}
      {found && moment?.kind === "gap" && <Notice tone="warning" title={gapInWords(found, moment)} />}
      {found && moment?.kind === "fold" && <Notice tone="warning" title={foldInWords(found)} />}
      {moment?.kind === "not-a-time" && "Choose a day between 2000 and 2100."}
    </div>
  );
}

type WhichProps = { name: string; wall: string; zone: string; chosen: string; onChoose: (offset: string) => void };

/** Both moments of a night on which the clocks go back. */
function Which({ name, wall, zone, chosen, onChoose }: WhichProps) {
  const id = useId();
  const both = useMoment({ wall, zone, offset: "" })?.moment;
  if (both?.kind !== "fold") return null;
  return (
    <div role="radiogroup" aria-label="Which of the two" className="flex flex-col gap-1">
      {[both.earlier, both.later].map(({ at, offset }, index) => (
        <label key={offset} className="flex min-h-8 cursor-pointer items-center gap-2.5 pointer-coarse:min-h-11">
          <input
            type="radio"
            id={`${id}-${index}`}
            name={name}
            value={offset}
            checked={chosen === offset}
            onChange={() => onChoose(offset)}
            className="size-4 shrink-0 cursor-pointer appearance-none rounded-full border border-control bg-raised checked:border-5 checked:border-accent"
          />
          {index === 0 ? "The first, before clocks go back" : "The second, after clocks went back"}
          <span className="text-ink-soft">{clock(at, "UTC")} UTC</span>
        </label>
      ))}
    </div>
  );
}
