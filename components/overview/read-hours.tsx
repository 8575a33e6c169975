/** When people read what they were sent, by weekday and hour: the time to send next. */
import { HeatMap } from "#components/charts/heat-map.tsx";
import { formatNumber } from "#components/ui/number-format.ts";

export type ReadHour = { weekday: number; hour: number; read: number };

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const HOURS = Array.from({ length: 24 }, (_hour, hour) => hour);
const clock = (hour: number) => `${String(hour).padStart(2, "0")}:00`;

export function ReadHours({ hours, days, zone }: { hours: ReadHour[]; days: number; zone: string }) {
  const read = hours.filter((hour) => hour.read > 0);
  const best = read.toSorted((one, other) => other.read - one.read)[0];
  const total = read.reduce((sum, hour) => sum + hour.read, 0);
  return (
    <HeatMap
      title={`When people read, last ${days} days`}
      finding={best ? `${formatNumber(total)} were read, most of them on ${WEEKDAYS[best.weekday - 1] ?? ""}s from ${clock(best.hour)} to ${clock((best.hour + 1) % 24)}. When they were sent decides much of it.` : "Nothing is known to have been read yet."}
      rows={WEEKDAYS.map((name) => ({ key: name, name, short: name.slice(0, 3) }))}
      columns={HOURS.map((hour) => ({ key: String(hour), name: `${clock(hour)} to ${clock((hour + 1) % 24)}`, short: String(hour).padStart(2, "0") }))}
      values={WEEKDAYS.map((_name, day) => HOURS.map((hour) => hours.find((one) => one.weekday === day + 1 && one.hour === hour)?.read ?? null))}
      rowsName="Weekday"
      columnsName="Hour"
      valueName="Read"
      nullText="nothing was sent or read then"
      emptyText="The map fills as read receipts come in."
      aside={`Times in ${zone}`}
    />
  );
}
