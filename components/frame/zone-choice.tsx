"use client";
/** Which time zone every moment is written in: the browser's own, or one that is chosen. */
import { useId } from "react";
import { Select } from "#components/ui/inputs.tsx";
import { useZoneChoice } from "#components/ui/zone.tsx";

/** As the browser itself would say it, whichever was chosen. */
const OWN = "own";

export function ZoneChoice() {
  const id = useId();
  const { zone, own, chosen, choose } = useZoneChoice();
  const zones = Intl.supportedValuesOf("timeZone");
  const all = zones.includes("UTC") ? zones : ["UTC", ...zones];
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-ink-soft">
        Time zone
      </label>
      <Select
        id={id}
        value={chosen ? zone : OWN}
        onChange={(event) => choose(event.target.value === OWN ? null : event.target.value)}
        options={[{ value: OWN, label: own === null ? "As this browser" : `As this browser (${own})` }, ...all.map((name) => ({ value: name, label: name.replaceAll("_", " ") }))]}
      />
    </div>
  );
}
