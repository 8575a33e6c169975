"use client";
/** Which time zone every moment is written in: the browser's own, or one that is chosen. */
import { useDeferredValue, useId } from "react";
import { Select } from "#components/ui/inputs.tsx";
import { zoneLabel } from "#components/ui/place-zones.ts";
import { useZoneChoice } from "#components/ui/zone.tsx";

/** As the browser itself would say it, whichever was chosen. */
const OWN = "own";
const ALL_ZONES = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

export function ZoneChoice() {
  const id = useId();
  const { zone, own, chosen, choose } = useZoneChoice();
  // Some four hundred: they may come a moment after the menu that they stand in.
  const offered = useDeferredValue(ALL_ZONES, []);
  const all = chosen && !offered.includes(zone) ? [zone, ...offered] : offered;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-ink-soft">
        Time zone
      </label>
      <Select
        id={id}
        value={chosen ? zone : OWN}
        onChange={(event) => choose(event.target.value === OWN ? null : event.target.value)}
        options={[{ value: OWN, label: own === null ? "As this browser" : `As this browser (${own})` }, ...all.map((name) => ({ value: name, label: zoneLabel(name) }))]}
      />
    </div>
  );
}
