/** Every chart, full, empty and loading. */
import { BarList } from "#components/charts/bar-list.tsx";
import { LineOverTime, RateChart, StackedOverTime } from "#components/charts/over-time.tsx";
import { Sparkline } from "#components/charts/sparkline.tsx";
import { StackedBar } from "#components/charts/stacked-bar.tsx";
import { Section } from "#components/frame/section.tsx";

const START = Date.parse("2026-11-22T14:00:00Z");

/** The same wave on every visit. */
function wave(index: number, size: number): number {
  return Math.max(0, Math.round(size * (0.55 + 0.4 * Math.sin(index / 3.1) + 0.15 * Math.sin(index * 1.7))));
}

const RATE = Array.from({ length: 61 }, (_, second) => ({ at: START + second * 1000, accepted: second < 4 ? second * 19 : second > 30 && second < 36 ? 0 : 80 - (second % 7 === 0 ? 1 : 0) }));

const MINUTES = Array.from({ length: 36 }, (_, minute) => ({
  at: START + minute * 60_000,
  values: { delivered: wave(minute, 60), read: wave(minute + 4, 30), failed: wave(minute * 2, 6), unknown: minute % 11 === 3 ? 2 : 0 },
}));

const HOURS = Array.from({ length: 24 }, (_, hour) => ({ at: START + hour * 3_600_000, values: { one: hour > 9 && hour < 13 ? null : wave(hour, 900), two: wave(hour + 7, 500) } }));

const DELIVERY_SERIES = [
  { key: "read", name: "Read", color: "success", texture: "solid" },
  { key: "delivered", name: "Delivered", color: "success", texture: "light" },
  { key: "failed", name: "Failed", color: "danger", texture: "hatched" },
  { key: "unknown", name: "Unknown", color: "unknown", texture: "dotted" },
] as const;

const LINE_SERIES = [
  { key: "one", name: "+49 30 1234567", color: "chart-1" },
  { key: "two", name: "+49 40 7654321", color: "chart-2", dash: "dashed" },
] as const;

export function Charts() {
  return (
    <>
      <StackedBar
        label="Where the 4,871 are"
        emptyText="Nothing has been sent yet."
        segments={[
          { key: "read", name: "Read", value: 1_204, color: "success", href: "#" },
          { key: "delivered", name: "Delivered", value: 2_180, color: "success", texture: "light", href: "#" },
          { key: "failed", name: "Failed", value: 61, color: "danger", texture: "hatched", href: "#" },
          { key: "unknown", name: "Unknown", value: 3, color: "unknown", texture: "dotted", href: "#" },
          { key: "waiting", name: "Waiting", value: 1_420, color: "neutral", texture: "light" },
          { key: "rejected", name: "Rejected", value: 3, color: "warning", texture: "hatched" },
        ]}
      />
      <div className="grid gap-x-8 gap-y-10 lg:grid-cols-2">
        <RateChart title="Accepted per second, last minute" finding="79.4 per second over the steady part; six seconds without a message." points={RATE} configured={80} />
        <StackedOverTime title="Delivery per minute, last 36 minutes" finding="97.9 % of what was accepted has arrived." series={[...DELIVERY_SERIES]} points={MINUTES} bucketMs={60_000} emptyText="Delivery reports arrive within a few minutes." />
        <LineOverTime title="Accepted per hour, last 24 h" finding="No numbers between 23:00 and 03:00: the worker was stopped." series={[...LINE_SERIES]} points={HOURS} emptyText="Nothing was sent." />
        <LineOverTime title="Accepted per hour, last 24 h" finding="No data yet." series={[...LINE_SERIES]} points={[]} emptyText="Nothing was sent in the last 24 hours." />
        <RateChart title="Accepted per second, last minute" finding="Loading." points={[]} configured={80} loading />
        <Section title="Why messages failed">
          <BarList
            label="Failures by reason"
            valueName="Messages"
            emptyText="Nothing failed."
            bars={[
              { key: "63024", name: "The number cannot get WhatsApp messages (63024)", value: 41, href: "#", color: "danger", texture: "hatched" },
              { key: "63049", name: "WhatsApp chose not to deliver this marketing message (63049)", value: 16, href: "#", color: "danger", texture: "hatched" },
              { key: "63003", name: "The number is not on WhatsApp (63003)", value: 4, href: "#", color: "danger", texture: "hatched" },
            ]}
          />
          <p className="mt-4">
            Last hour <Sparkline label="Accepted per minute in the last hour, between 12 and 80" values={[12, 30, 44, 80, 80, null, null, 20, 64, 80, 78]} />
          </p>
        </Section>
      </div>
    </>
  );
}
