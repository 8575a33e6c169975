/** Tables, facts, numbers and moments. */
import { Section, SplitPage } from "#components/frame/section.tsx";
import { Badge, type Look } from "#components/ui/badge.tsx";
import { CopyableId } from "#components/ui/copyable-id.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { KeyValueList } from "#components/ui/key-value-list.tsx";
import { Progress } from "#components/ui/meter.tsx";
import { Money } from "#components/ui/money.tsx";
import { Figure, Figures, NumberText, Percent } from "#components/ui/number-text.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { Phone } from "#components/ui/phone.tsx";
import { AbsoluteTime, RelativeTime } from "#components/ui/time.tsx";

type Row = { id: string; name: string; look: Look; sent: number; audience: number; delivered: number; at: string };

const RUNNING: Look = { label: "Sending", tone: "progress", mark: "beat" };
const DONE: Look = { label: "Completed", tone: "success", mark: "check" };
const HELD: Look = { label: "Held", tone: "danger", mark: "hand" };

const ROWS: Row[] = [
  { id: "1", name: "Spring sale", look: RUNNING, sent: 3210, audience: 4871, delivered: 2984, at: "2026-11-22T14:02:00Z" },
  { id: "2", name: "Loyalty points expire soon: a campaign whose name is far too long for one line of a table", look: HELD, sent: 12, audience: 120_480, delivered: 9, at: "2026-11-21T08:30:00Z" },
  { id: "3", name: "عروض نهاية الأسبوع 🎉", look: DONE, sent: 980, audience: 980, delivered: 971, at: "2026-10-02T10:00:00Z" },
];

const COLUMNS = [
  { name: "Name", cell: (row: Row) => <bdi>{row.name}</bdi> },
  { name: "Status", cell: (row: Row) => <Badge quiet look={row.look} />, narrow: "aside" as const },
  { name: "Progress", cell: (row: Row) => <Progress size="slim" hidden="label" label={`Sent of ${row.name}`} value={row.sent} max={row.audience} />, width: "160px", narrow: "hide" as const },
  { name: "Sent", cell: (row: Row) => <NumberText value={row.sent} />, numeric: true },
  { name: "Delivered", cell: (row: Row) => <Percent part={row.delivered} whole={row.sent} />, numeric: true },
  { name: "Launched", cell: (row: Row) => <RelativeTime at={row.at} />, numeric: true, narrow: "hide" as const },
];

export function Data() {
  return (
    <>
      <Figures>
        <Figure label="Audience" value={4871} href="#" />
        <Figure label="Accepted by Twilio" value={3210} detail={<Percent part={3210} whole={4871} />} />
        <Figure label="Delivered" value={2984} detail={<Percent part={2984} whole={3210} />} />
        <Figure label="Speed now" value="79.6" unit="per s" detail="of 80 configured" />
        <Figure label="Done" value="14:21" detail="in 18 min" />
      </Figures>
      <Section title="A table" summary="Rows are links; on a phone they become cards.">
        <DataTable label="Campaigns" columns={COLUMNS} rows={ROWS} rowKey={(row) => row.id} rowHref={(row) => `#${row.id}`} />
        <Pagination previousHref={null} nextHref="?after=3">3 of 128 campaigns</Pagination>
      </Section>
      <SplitPage
        side={
          <Section title="Facts">
            <KeyValueList
              facts={[
                { name: "Number", value: <Phone number="+4915112345678" masked={false} /> },
                { name: "With its country", value: <Phone number="+14155552671" masked={false} country="US" /> },
                { name: "Masked", value: <Phone number="+4915112345678" country="DE" /> },
                { name: "Price per message", value: <Money amount={{ decimal: "0.0051", currency: "USD" }} /> },
                { name: "Cost", value: <Money amount={{ minor: 123_456_789, currency: "USD" }} estimated /> },
                { name: "Refund", value: <Money amount={{ decimal: "-12.5", currency: "EUR" }} /> },
                { name: "Template", value: <CopyableId id="HX0f5c6e1a2b3c4d5e6f708192a3b4c5d6" short /> },
                { name: "Launched", value: <AbsoluteTime at="2026-11-22T14:02:00Z" /> },
              ]}
            />
          </Section>
        }
      >
        <Section title="An empty table">
          <DataTable label="Senders" columns={COLUMNS} rows={[]} rowKey={(row) => row.id} empty={<Empty kind="nothing-matches" title="No campaign matches “autumn”" />} />
        </Section>
      </SplitPage>
    </>
  );
}
