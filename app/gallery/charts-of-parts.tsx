/** Funnels, stacked bars and lists of bars. */
import { BarList } from "#components/charts/bar-list.tsx";
import { Funnel, type FunnelStage } from "#components/charts/funnel.tsx";
import { StackedBar, type Segment } from "#components/charts/stacked-bar.tsx";
import { LONG_NAME, RIGHT_TO_LEFT } from "./chart-waves.ts";

const STAGES: FunnelStage[] = [
  {
    key: "audience",
    name: "Audience",
    count: 5_000,
    href: "#",
    color: "chart-4",
    losses: [
      { key: "no-consent", name: "No consent", count: 180, href: "#", color: "chart-2" },
      { key: "opted-out", name: "Opted out", count: 49, href: "#" },
    ],
  },
  {
    key: "accepted",
    name: "Accepted by Twilio",
    count: 4_771,
    color: "progress",
    losses: [
      { key: "rejected", name: "Rejected", count: 3, href: "#", color: "warning" },
      { key: "failed", name: "Failed", count: 61, href: "#", color: "danger" },
      { key: "waiting", name: "No report yet", count: 204, color: "neutral", texture: "light" },
      { key: "unknown", name: "Unknown", count: 3, href: "#", color: "unknown", texture: "dotted" },
    ],
  },
  { key: "delivered", name: "Delivered", count: 4_500, color: "success", texture: "light", losses: [{ key: "unread", name: "Not read, or read with receipts off", count: 1_400, color: "success", texture: "dotted" }] },
  { key: "read", name: "Read", count: 3_100, color: "success", href: "#" },
];
const ODD: FunnelStage[] = [
  { key: "audience", name: RIGHT_TO_LEFT, count: 999_999_999, losses: [{ key: "lost", name: LONG_NAME, count: 123_456_789 }] },
  { key: "accepted", name: "Accepted", count: 876_000_000, losses: [{ key: "failed", name: "Failed", count: 1_000_000 }] },
  { key: "read", name: "Read", count: 875_400_000 },
];
const FAILURES = [
  { key: "63024", name: "The number cannot get WhatsApp messages (63024)", value: 41, href: "#", color: "danger", texture: "hatched" },
  { key: "63049", name: "WhatsApp chose not to deliver this marketing message (63049)", value: 16, href: "#", color: "danger", texture: "hatched" },
  { key: "63003", name: "The number is not on WhatsApp (63003)", value: 4, href: "#", color: "danger", texture: "hatched" },
] as const;
const SEGMENTS: Segment[] = [
  { key: "read", name: "Read", value: 1_204, color: "success", href: "#" },
  { key: "delivered", name: "Delivered", value: 2_180, color: "success", texture: "light", href: "#" },
  { key: "failed", name: "Failed", value: 61, color: "danger", texture: "hatched", href: "#" },
  { key: "unknown", name: "Unknown", value: 3, color: "unknown", texture: "dotted", href: "#" },
  { key: "waiting", name: "Waiting", value: 1_420, color: "neutral", texture: "light" },
  { key: "rejected", name: "Rejected", value: 3, color: "warning", texture: "hatched" },
];

export function ChartsOfParts() {
  const funnel = { wholeName: "people in the audience", leftName: "have read it", emptyText: "The stages fill up once the campaign is launched." };
  return (
    <div className="flex flex-col gap-10">
      <StackedBar label="Where the 4,871 are" finding="69.5 % have arrived, and 29.2 % still wait." segments={SEGMENTS} emptyText="Nothing has been sent yet." />
      <div className="grid gap-x-8 gap-y-10 lg:grid-cols-2">
        <Funnel title="What became of the audience" finding="3,100 of 5,000 people have read it (62 %)." stages={STAGES} {...funnel} />
        <Funnel title="A ledger that does not add up" finding="Some are counted twice, and others not at all." stages={ODD} {...funnel} />
        <Funnel title="A funnel with nothing in it" finding="Nothing was sent." stages={STAGES.map((stage) => ({ ...stage, count: 0, losses: stage.losses?.map((loss) => ({ ...loss, count: 0 })) }))} {...funnel} />
        <Funnel title="A funnel that is loading" finding="Loading." stages={STAGES} {...funnel} loading />
        <BarList label="Why messages failed" finding="61 failed; 41 of them have no WhatsApp for businesses." valueName="Messages" emptyText="Nothing failed." bars={[...FAILURES]} />
        <BarList label="Long, backwards and large" finding="Names break, bars start at zero." valueName="Messages" emptyText="Nothing failed." bars={[{ key: "a", name: RIGHT_TO_LEFT, value: 999_999_999, href: "#" }, { key: "b", name: LONG_NAME, value: 1_234, color: "chart-3" }, { key: "c", name: "Nothing", value: 0 }]} />
        <BarList label="Nothing failed" finding="All is well." valueName="Messages" emptyText="Nothing failed." bars={[]} />
        <BarList label="Failures, loading" finding="Loading." valueName="Messages" emptyText="Nothing failed." bars={[]} loading />
        <StackedBar label="Nothing sent" finding="Nothing has been sent." segments={SEGMENTS.map((segment) => ({ ...segment, value: 0 }))} emptyText="The parts appear with the first message." />
        <StackedBar label="Parts, loading" finding="Loading." segments={SEGMENTS} emptyText="" loading />
      </div>
    </div>
  );
}
