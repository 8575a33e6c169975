/** Meters in every standing, and sparklines. */
import { LimitMeter } from "#components/charts/limit-meter.tsx";
import { Sparkline } from "#components/charts/sparkline.tsx";
import { LONG_NAME, RIGHT_TO_LEFT } from "./chart-waves.ts";

const METERS = [
  { label: "People messaged in 24 h", value: 612, limit: 1_000 },
  { label: "Near the limit", value: 912, limit: 1_000 },
  { label: "At the limit", value: 1_000, limit: 1_000 },
  { label: "Over the limit", value: 1_342, limit: 1_000, detail: "Meta lowered the limit while the campaign ran." },
  { label: "Far over a small limit", value: 9_000, limit: 250 },
  { label: "Nothing used", value: 0, limit: 100_000 },
  { label: "Nothing allowed", value: 0, limit: 0 },
  { label: "Nine digits", value: 123_456_789, limit: 999_999_999 },
  { label: "Not measured", value: null, limit: 1_000 },
  { label: "Loading", value: null, limit: 1_000, loading: true },
  { label: LONG_NAME, value: 40, limit: 80, unit: "per s" },
  { label: RIGHT_TO_LEFT, value: 70, limit: 80, unit: "per s" },
];

const SPARKS = [
  { name: "Last hour", label: "Accepted per minute in the last hour, between 12 and 80", values: [12, 30, 44, 80, 80, null, null, 20, 64, 80, 78] },
  { name: "One value", label: "Accepted per minute: one minute, 40", values: [null, null, 40, null] },
  { name: "Zeros", label: "Nothing accepted in the last hour", values: [0, 0, 0, 0] },
  { name: "No values", label: "Nothing measured", values: [] },
];

export function Limits() {
  return (
    <div className="flex flex-col gap-10">
      <div className="grid gap-x-8 gap-y-8 sm:grid-cols-2 lg:grid-cols-4">
        {METERS.map((meter) => (
          <LimitMeter key={meter.label} {...meter} />
        ))}
      </div>
      <div className="grid max-w-2xl gap-y-4">
        {METERS.map((meter) => (
          <LimitMeter key={meter.label} {...meter} size="row" />
        ))}
      </div>
      <ul className="flex flex-wrap gap-x-8 gap-y-2">
        {SPARKS.map(({ name, ...spark }) => (
          <li key={name}>
            {name} <Sparkline {...spark} />
          </li>
        ))}
      </ul>
    </div>
  );
}
