/** Heat maps. */
import { HeatMap } from "#components/charts/heat-map.tsx";
import { wave } from "./chart-waves.ts";

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"].map((name) => ({ key: name, name, short: name.slice(0, 3) }));
const HOURS = Array.from({ length: 24 }, (_, hour) => ({ key: String(hour), name: `${hour}:00 to ${hour + 1}:00`, short: String(hour) }));
const READ = DAYS.map((_day, day) => HOURS.map((_hour, hour) => (hour < 6 || (day === 6 && hour < 10) ? null : hour === 6 ? 0 : wave(hour / 2 + day * 2, day > 4 ? 210 : 560))));

export function HeatMaps() {
  const shared = { rows: DAYS, columns: HOURS, rowsName: "Weekday", columnsName: "Hour", valueName: "Read", nullText: "nothing sent then", emptyText: "The map fills up as people read.", aside: "Times in Europe/Berlin" };
  return (
    <div className="flex flex-col gap-10">
      <HeatMap title="When people read, last 8 weeks" finding="Most is read on weekdays around 10:00; Sunday mornings are quiet." values={READ} {...shared} />
      <div className="grid gap-x-8 gap-y-10 lg:grid-cols-2">
        <HeatMap {...shared} title="Nine digits, few columns" finding="Large numbers are shortened in the cell, and said in full below." values={READ.map((day) => day.slice(8, 14).map((value) => (value ?? 0) * 1_234_567))} columns={HOURS.slice(8, 14)} />
        <HeatMap {...shared} title="One value" finding="One person has read." values={DAYS.map((_day, day) => HOURS.map((_hour, hour) => (day === 2 && hour === 9 ? 1 : null)))} />
        <HeatMap {...shared} title="Nobody has read yet" finding="No numbers yet." values={[]} />
        <HeatMap {...shared} title="When people read, loading" finding="Loading." values={[]} loading />
      </div>
    </div>
  );
}
