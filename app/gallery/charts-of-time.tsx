/** Lines, steps and bars over time. */
import { LineOverTime, RateChart, StackedOverTime } from "#components/charts/over-time.tsx";
import type { Series } from "#components/charts/series.ts";
import { HOUR, LONG_NAME, MINUTE, RIGHT_TO_LEFT, row, SECOND, START, wave } from "./chart-waves.ts";

const RATE = row(61, SECOND, (second) => ({ accepted: second < 4 ? second * 19 : second > 30 && second < 36 ? 0 : 80 - (second % 7 === 0 ? 1 : 0) })).map(({ at, values }) => ({ at, ...values }));
const STOPPED = { from: START + 10.5 * MINUTE, to: START + 14.5 * MINUTE, reason: "Twilio sent no reports" };
const MINUTES = row(36, MINUTE, (minute) => ({ read: wave(minute + 4, 30), delivered: wave(minute, 60), failed: wave(minute * 2, 6), unknown: minute % 11 === 3 ? 2 : 0 }));
const HOURS = row(25, HOUR, (hour) => ({ one: hour > 9 && hour < 13 ? null : wave(hour, 900), two: hour > 9 && hour < 13 ? null : wave(hour + 7, 500) }));
const NIGHT = { from: START + 9 * HOUR, to: START + 13 * HOUR, reason: "the worker was stopped" };
const LOST = { from: START + 19 * HOUR, to: START + 19.9 * HOUR, reason: "the database was being restored" };

const DELIVERY: Series[] = [
  { key: "read", name: "Read", color: "success", texture: "solid" },
  { key: "delivered", name: "Delivered", color: "success", texture: "light" },
  { key: "failed", name: "Failed", color: "danger", texture: "hatched" },
  { key: "unknown", name: "Unknown", color: "unknown", texture: "dotted" },
];
const LINES: Series[] = [
  { key: "one", name: "+49 30 1234567", color: "chart-1" },
  { key: "two", name: "+49 40 7654321", color: "chart-2", dash: "dashed" },
];
const LONG_LINES: Series[] = [
  { key: "one", name: LONG_NAME, color: "chart-1" },
  { key: "two", name: RIGHT_TO_LEFT, color: "chart-3", dash: "dotted" },
];

export function ChartsOfTime() {
  const empty = "Nothing was sent in the last 24 hours.";
  return (
    <div className="grid gap-x-8 gap-y-10 lg:grid-cols-2">
      <LineOverTime title="Accepted per hour, with gaps" finding="14,022 were accepted by two senders." series={LINES} points={HOURS} gaps={[NIGHT, LOST]} emptyText={empty} />
      <StackedOverTime title="Delivery per minute, with a gap" finding="97.9 % of what was accepted has arrived." series={DELIVERY} points={MINUTES.filter(({ at }) => at < STOPPED.from || at > STOPPED.to)} gaps={[STOPPED]} bucketMs={MINUTE} emptyText="Delivery reports arrive within a few minutes." />
      <RateChart title="Accepted per second, last minute" finding="79.4 per second over the steady part; six seconds without a message." points={RATE} configured={80} />
      <LineOverTime title="10,000 points, a minute each" finding="The drawing keeps every extreme; the table and the file have every point." series={LINES} points={row(10_000, MINUTE, (minute) => ({ one: minute > 4_000 && minute < 4_400 ? null : wave(minute / 40, 900) + (minute === 7_000 ? 1_600 : 0), two: wave(minute / 90, 500) }))} emptyText={empty} />
      <LineOverTime title="One point" finding="One hour has been counted." series={LINES} points={HOURS.slice(0, 1)} emptyText={empty} />
      <LineOverTime title="Zeros" finding="Nothing was accepted in any hour." series={LINES} points={row(25, HOUR, () => ({ one: 0, two: 0 }))} emptyText={empty} />
      <LineOverTime title="Nine-digit numbers" finding="At most 963,000,000 in an hour." series={LINES} points={row(25, HOUR, (hour) => ({ one: wave(hour, 999_999_999), two: wave(hour + 5, 123_456_789) }))} emptyText={empty} />
      <LineOverTime title={`Long names: ${LONG_NAME}`} finding="The names break, and the tooltip cuts them." series={LONG_LINES} points={HOURS} emptyText={empty} />
      <LineOverTime title="Accepted per hour, last 24 h" finding="No data yet." series={LINES} points={[]} emptyText={empty} />
      <RateChart title="Accepted per second, loading" finding="Loading." points={[]} configured={80} loading />
    </div>
  );
}
